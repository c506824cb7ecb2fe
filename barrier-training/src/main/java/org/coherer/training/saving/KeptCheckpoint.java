package org.coherer.training.saving;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
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
  private static final Duration AFTER_STOP = Duration.ofMillis(1500);

  private static final Duration AFTER_FAILURE = Duration.ofSeconds(25);

  /** Between the end of a task and the connection of the process that keeps what it has left. */
  private static final Duration CONNECTING = Duration.ofMillis(300);

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
    boolean whole = !exchange.shardOptimizerState() && exchange.averaging().isEmpty();
    if (whole && driver.hopelessFailure().isEmpty()) {
      Duration patience = driver.wasStopped() ? AFTER_STOP : AFTER_FAILURE;
      leave(attempt, System.nanoTime() + patience.toNanos());
    }
    checkpoints.close();
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
      awaitTasks(end);
      Optional<Kept> furthest = furthest(end);
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
    long connected = Math.min(end, System.nanoTime() + CONNECTING.toNanos());
    while (driver.keepers().connected().isEmpty() && left(connected) > 0) {
      TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
    }
  }

  private Optional<Kept> furthest(long end) throws InterruptedException {
    Optional<Kept> best = Optional.empty();
    for (Keeper keeper : driver.keepers().connected()) {
      Optional<Kept> found = ask(keeper, end);
      if (found.isPresent() && found.get().isAheadOf(best)) {
        best = found;
      }
    }
    return best;
  }

  private static Optional<Kept> ask(Keeper keeper, long end) throws InterruptedException {
    Optional<byte[]> answer = keeper.ask(KeptQuestion.position(), Duration.ofNanos(left(end)));
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
    Optional<byte[]> answer = kept.by().ask(KeptQuestion.save(attempt), patience);
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
