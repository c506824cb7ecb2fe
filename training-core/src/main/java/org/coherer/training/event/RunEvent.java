package org.coherer.training.event;

import java.time.Instant;
import java.util.Objects;

/**
 * An event with the run that it belongs to and the time at which it happened.
 *
 * @param runId the id of the run: its token in hexadecimal, as in the tag of its Spark jobs
 * @param time when it happened, by the clock of the rank that reported it, to the microsecond
 * @param event what happened
 */
public record RunEvent(String runId, Instant time, TrainingEvent event) {

  /** Checks that nothing is missing. */
  public RunEvent {
    Objects.requireNonNull(runId, "runId");
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(event, "event");
  }

  /** Returns the id of the run that has a token. */
  public static String runId(long token) {
    return Long.toHexString(token);
  }
}
