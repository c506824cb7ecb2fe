package org.coherer.training.saving;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.coherer.training.checkpoint.format.CheckpointPosition;
import org.coherer.training.driver.DriverEndpoint;
import org.coherer.training.driver.Keepers.Keeper;
import org.coherer.training.plan.Exchange;
import org.coherer.training.trainer.TrainingFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the furthest replica that ranks have left written as a checkpoint, when a run ends without a
 * result: whoever runs the fit again loses no step. On the driver.
 *
 * <p>Where no rank has the whole state of the optimizer, there is none but those that were due.
 *
 * @param driver the run's
 * @param checkpoints those of the run
 */
public record KeptCheckpoint(DriverEndpoint driver, RunCheckpoints checkpoints) {

  private static final Logger LOG = LoggerFactory.getLogger(KeptCheckpoint.class);

  /** Whoever stops a fit does not wait for long. */
  private static final Duration AFTER_STOP = Duration.ofMillis(1200);

  private static final Duration AFTER_FAILURE = Duration.ofSeconds(25);

  /** For the manifest of what is written, whatever time is left. */
  private static final Duration LEAST_COMMIT = Duration.ofMillis(300);

  /** Of the patience: for tasks to end, which one on a machine that has vanished never does. */
  private static final int ENDING_PART = 3;

  /** Of the rest: for processes to connect, after their task has ended, and to answer. */
  private static final int ASKING_PART = 5;

  private static final Duration LONGEST_ASKING = Duration.ofSeconds(1);

  private static final long PERIOD_MILLIS = 10;

  /** What a process has. */
  private record Kept(Keeper by, KeptQuestion.Progress progress) {

    boolean isAheadOf(Optional<Kept> other) {
      return other.isEmpty() || progress.compareTo(other.get().progress) > 0;
    }
  }

  /**
   * Leaves a checkpoint if a process has got further than the newest one, and there is time. A run
   * that no attempt can mend leaves none: what it has computed may be what is wrong.
   *
   * @param attempt the number that it is named after, which no attempt of the run has
   * @return the failure, which says where the fit goes on when it is run again
   */
  public TrainingFailedException leave(
      TrainingFailedException failure, Exchange exchange, int attempt) {
    Duration patience = driver.wasStopped() ? AFTER_STOP : AFTER_FAILURE;
    long end = System.nanoTime() + patience.toNanos();
    boolean whole = !exchange.shardOptimizerState() && exchange.averaging().isEmpty();
    if (whole && driver.hopelessFailure().isEmpty()) {
      leave(attempt, end);
    }
    checkpoints.close(Duration.ofNanos(Math.max(left(end), LEAST_COMMIT.toNanos())));
    return checkpoints.newest().map(place -> withPlace(failure, place)).orElse(failure);
  }

  private static TrainingFailedException withPlace(
      TrainingFailedException failure, CheckpointPosition place) {
    return new TrainingFailedException(
        failure.getMessage()
            + " (the same fit, run again, goes on at epoch "
            + (place.epochs() + 1)
            + ", step "
            + (place.steps() + 1)
            + ')',
        failure.getCause());
  }

  private void leave(int attempt, long end) {
    try {
      awaitTasks(System.nanoTime() + left(end) / ENDING_PART);
      long asking = Math.min(left(end) / ASKING_PART, LONGEST_ASKING.toNanos());
      Optional<Kept> furthest = furthest(System.nanoTime() + asking);
      if (furthest.isPresent() && isNew(furthest.get().progress().place())) {
        save(furthest.get(), attempt, end);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isNew(CheckpointPosition place) {
    return checkpoints.newest().filter(newest -> newest.compareTo(place) >= 0).isEmpty();
  }

  /** Tasks report to the driver until they have left what they keep. */
  private void awaitTasks(long end) throws InterruptedException {
    while (driver.signs().isAnyConnected() && left(end) > 0) {
      TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
    }
  }

  /** Asks all that are connected, or come meanwhile: any of them may be the furthest. */
  private Optional<Kept> furthest(long until) throws InterruptedException {
    Optional<Kept> best = Optional.empty();
    Set<Keeper> asked = new HashSet<>();
    while (left(until) > 0) {
      for (Keeper keeper : driver.keepers().connected()) {
        if (asked.add(keeper)) {
          keeper.ask(KeptQuestion.position());
        }
      }
      for (Keeper keeper : asked) {
        Optional<Kept> found = answered(keeper);
        if (found.isPresent() && found.get().isAheadOf(best)) {
          best = found;
        }
      }
      TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
    }
    return best;
  }

  private static Optional<Kept> answered(Keeper keeper) throws InterruptedException {
    Optional<byte[]> answer = keeper.answer(Duration.ZERO);
    if (answer.isEmpty() || KeptQuestion.isNothing(answer.get())) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Kept(keeper, KeptQuestion.progress(answer.get())));
    } catch (IOException e) {
      LOG.warn("Ignores what a process says of its replica: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private void save(Kept kept, int attempt, long end) throws InterruptedException {
    Duration patience = Duration.ofNanos(left(end));
    kept.by().ask(KeptQuestion.save(attempt));
    Optional<byte[]> answer = kept.by().answer(patience);
    if (answer.isEmpty()) {
      LOG.warn(
          "No checkpoint is left of {} epochs and {} steps: {} ms did not suffice to write it",
          kept.progress().place().epochs(),
          kept.progress().place().steps(),
          patience.toMillis());
    } else if (KeptQuestion.isNothing(answer.get())) {
      LOG.warn("No checkpoint is left: the log of the executor says why it could not be written");
    } else {
      checkpoints.begin(1);
      checkpoints.slice(answer.get());
    }
  }

  private static long left(long end) {
    return Math.max(0, end - System.nanoTime());
  }
}
