package org.coherer.training.job;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.coherer.training.driver.DriverEndpoint;
import org.coherer.training.driver.RunPosition;
import org.coherer.training.trainer.TrainingFailedException;
import org.coherer.training.trainer.TrainingResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Submits the job of a run again when Spark has aborted it, as long as the run has come further
 * since, and when it is to go on with another number of ranks. Spark runs a stage again a few
 * times, however far it has come, so it would abort a long run that loses an executor every now and
 * then.
 */
final class Rounds {

  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final int attemptsPerRound;
  private final DriverEndpoint driver;
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
   * @param driver knows how far the run has come, and what has failed
   */
  Rounds(int attemptsPerRound, DriverEndpoint driver) {
    this.attemptsPerRound = attemptsPerRound;
    this.driver = driver;
  }

  /**
   * Runs rounds until one succeeds, or fails for good.
   *
   * @param ranks how many ranks the first one has
   */
  TrainingResult run(int ranks, Job job) {
    round = new Round(0, ranks);
    while (true) {
      RunPosition before = driver.position();
      try {
        return job.run(round);
      } catch (RegroupException e) {
        LOG.warn("Training goes on with {} workers: {}", e.ranks(), e.getMessage());
        round = after(e.ranks());
      } catch (TrainingFailedException e) {
        RunPosition after = driver.position();
        if (after.compareTo(before) <= 0 || !driver.mayBeTriedAgain(e.getCause())) {
          throw e;
        }
        LOG.warn(
            "Spark has aborted the job; training goes on, since it has got to epoch {}, step {} meanwhile: {}",
            after.epoch(),
            after.steps(),
            e.getMessage());
        pause(e);
        round = after(round.ranks());
      }
    }
  }

  private Round after(int ranks) {
    return new Round(nextAttempt(), ranks);
  }

  /** Returns a number that no attempt so far has. */
  int nextAttempt() {
    return round.firstAttempt() + attemptsPerRound;
  }

  private static void pause(TrainingFailedException failure) {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure;
    }
  }
}
