package org.coherer.training.driver;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Collects what failed on the ranks and finds the first cause among it. */
final class FailureLog {

  private static final int MAX_FAILURES = 256;

  private final List<Report.Failure> failures = new ArrayList<>();

  synchronized void add(Report.Failure failure) {
    if (failures.size() < MAX_FAILURES) {
      failures.add(failure);
    }
  }

  /**
   * Returns one sentence on the failure that ended the run: of the last attempt, the first failure
   * that is not merely the echo of another rank's. Without any report, what Spark says.
   */
  synchronized String describe(Throwable sparks) {
    Optional<Report.Failure> first =
        failures.stream()
            .min(
                Comparator.comparingInt((Report.Failure failure) -> -failure.attempt())
                    .thenComparing(Report.Failure::echo));
    return first
        .map(
            failure ->
                "Training failed on rank "
                    + failure.rank()
                    + " ("
                    + failure.host()
                    + ", process "
                    + failure.processId()
                    + ", attempt "
                    + (failure.attempt() + 1)
                    + "): "
                    + failure.text())
        .orElseGet(() -> "Training failed: " + sparks.getMessage());
  }
}
