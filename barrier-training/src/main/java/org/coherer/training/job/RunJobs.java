package org.coherer.training.job;

import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import org.coherer.training.loop.TrainingDivergedException;
import org.coherer.training.trainer.TrainingFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the Spark jobs of a run: they can be told from all others, and are interrupted, not merely
 * asked, when they are cancelled. The caller's own properties stay as they were.
 *
 * @param tag what only these jobs are tagged with
 * @param description what Spark's pages call them
 */
record RunJobs(JavaSparkContext spark, String tag, String description) {

  private static final Logger LOG = LoggerFactory.getLogger(RunJobs.class);
  private static final String DESCRIPTION = "spark.job.description";
  private static final String INTERRUPT_ON_CANCEL = "spark.job.interruptOnCancel";

  /** The shards may be deleted, by the caller, only when no stage is left that reads them. */
  private static final Duration CANCELLING = Duration.ofSeconds(5);

  /** A step that blocks on Spark jobs. */
  interface Step<T> {
    T run() throws Exception;
  }

  /**
   * Runs a step. If it fails, its jobs have ended when this throws.
   *
   * @param explain says in one sentence why a run has failed that ended so
   * @param instead replaces that failure by another one
   * @throws TrainingFailedException if it fails, but for a training that diverged
   */
  <T> T run(
      Step<T> step, Function<Exception, String> explain, UnaryOperator<RuntimeException> instead) {
    String descriptionBefore = spark.getLocalProperty(DESCRIPTION);
    String interruptBefore = spark.getLocalProperty(INTERRUPT_ON_CANCEL);
    spark.addJobTag(tag);
    spark.setLocalProperty(INTERRUPT_ON_CANCEL, "true");
    spark.setLocalProperty(DESCRIPTION, description);
    try {
      return step.run();
    } catch (TrainingDivergedException e) {
      throw e;
    } catch (Exception e) {
      cancel();
      throw instead.apply(new TrainingFailedException(explain.apply(e), e));
    } finally {
      spark.removeJobTag(tag);
      spark.setLocalProperty(INTERRUPT_ON_CANCEL, interruptBefore);
      spark.setLocalProperty(DESCRIPTION, descriptionBefore);
    }
  }

  private void cancel() {
    try {
      spark.cancelJobsWithTag(tag);
      long start = System.nanoTime();
      while (isActive() && System.nanoTime() - start < CANCELLING.toNanos()) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
    } catch (IllegalStateException e) {
      LOG.debug("The application has ended, and its jobs with it", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isActive() {
    Set<Integer> active =
        Arrays.stream(spark.statusTracker().getActiveJobIds()).boxed().collect(Collectors.toSet());
    return Arrays.stream(spark.sc().statusTracker().getJobIdsForTag(tag))
        .anyMatch(active::contains);
  }
}
