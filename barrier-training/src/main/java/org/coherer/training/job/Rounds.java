package org.coherer.training.job;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.coherer.training.driver.DriverEndpoint;
import org.coherer.training.driver.RunPosition;
import org.coherer.training.plan.TrainingPlan;
import org.coherer.training.saving.KeptCheckpoint;
import org.coherer.training.saving.RunCheckpoints;
import org.coherer.training.trainer.TrainingFailedException;
import org.coherer.training.trainer.TrainingResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Submits the job of a run again when Spark has aborted it, until too many attempts in a row have
 * failed that got no further, and when it is to go on with another number of ranks. Spark runs a
 * stage again a few times, however far it has come, so it would abort a long run that loses an
 * executor every now and then.
 */
final class Rounds {

  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final int attemptsPerRound;
  private final TrainingPlan plan;
  private final DriverEndpoint driver;
  private final RunCheckpoints committed;
  private Duration pause = SHORTEST_PAUSE;
  private Round round;

  /** Runs one round. */
  @FunctionalInterface
  interface Job {
    /**
     * Submits the job.
     *
     * @throws TrainingFailedException if Spark has aborted it
     * @throws RegroupException if it was cancelled to go on with another number of ranks
     */
    TrainingResult run(Round round);
  }

  /**
   * Creates the rounds of a run.
   *
   * @param attemptsPerRound how many numbers a round has for its attempts
   * @param plan says how many attempts in a row may fail that get no further
   * @param driver knows how far the run has come, and what has failed
   * @param committed the checkpoints of the run; {@code null} if it leaves none
   */
  Rounds(int attemptsPerRound, TrainingPlan plan, DriverEndpoint driver, RunCheckpoints committed) {
    this.attemptsPerRound = attemptsPerRound;
    this.plan = plan;
    this.driver = driver;
    this.committed = committed;
  }

  /**
   * Runs rounds until one succeeds, or fails for good; then leaves a checkpoint of its last step.
   *
   * @param ranks how many ranks the first one has
   */
  TrainingResult run(int ranks, Job job) {
    round = new Round(0, ranks);
    try {
      return runAll(job);
    } catch (TrainingFailedException e) {
      throw committed == null
          ? e
          : new KeptCheckpoint(driver, committed).leave(e, plan.exchange(), nextAttempt());
    }
  }

  private TrainingResult begin(Job job) {
    driver.begin(round.ranks());
    if (committed != null) {
      committed.begin(round.ranks());
    }
    return job.run(round);
  }

  private TrainingResult runAll(Job job) {
    while (true) {
      RunPosition before = driver.position();
      int failedBefore = driver.failedInARow();
      try {
        return begin(job);
      } catch (RegroupException e) {
        LOG.warn("Training goes on with {} workers: {}", e.ranks(), e.getMessage());
        driver.excuseAttempts();
        round = after(e.ranks());
      } catch (TrainingFailedException e) {
        boolean further = driver.position().compareTo(before) > 0;
        // One that no rank has reported may be the same one again, for ever.
        boolean counted = further || driver.failedInARow() > failedBefore;
        if (exhausted() && !driver.wasStopped()) {
          throw new TrainingFailedException(withCount(e.getMessage()), e.getCause());
        }
        if (!counted || !driver.mayBeTriedAgain(e.getCause())) {
          throw e;
        }
        pause(e, further);
        round = after(round.ranks());
      }
    }
  }

  /** Returns why there is not to be another attempt, if too many in a row have failed. */
  Optional<String> over() {
    return exhausted()
        ? driver.firstFailure().map(what -> "Training failed on " + what)
        : Optional.empty();
  }

  private boolean exhausted() {
    return driver.failedInARow() >= most() && driver.hopelessFailure().isEmpty();
  }

  private String withCount(String message) {
    return message
        + (most() == 1
            ? " (maxAttempts allows one attempt)"
            : " (" + most() + " attempts in a row ended there, which is what maxAttempts allows)");
  }

  private Round after(int ranks) {
    return new Round(nextAttempt(), ranks);
  }

  private int most() {
    return plan.workers().attempts().inARow();
  }

  /** Returns a number that no attempt so far has. */
  private int nextAttempt() {
    return round.firstAttempt() + attemptsPerRound;
  }

  /** Waits longer each time if the run gets no further: what fails may need time to recover. */
  private void pause(TrainingFailedException failure, boolean further) {
    pause = further ? SHORTEST_PAUSE : pause;
    LOG.warn(
        "Spark has aborted the job at epoch {}, step {}; training goes on in {} s: {}",
        driver.position().epoch(),
        driver.position().steps(),
        pause.toSeconds(),
        failure.getMessage());
    try {
      TimeUnit.MILLISECONDS.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      throw new TrainingFailedException(driver.describeFailure(e), e);
    }
    Duration doubled = pause.multipliedBy(2);
    pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
  }
}
