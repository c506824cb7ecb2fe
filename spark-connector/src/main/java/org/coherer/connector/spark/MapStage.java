package org.coherer.connector.spark;

import java.util.concurrent.TimeoutException;
import org.apache.spark.MapOutputStatistics;
import org.apache.spark.ShuffleDependency;
import org.apache.spark.SimpleFutureAction;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaPairRDD;
import scala.concurrent.Await;
import scala.concurrent.duration.Duration;

/**
 * The stage before a shuffle: runs it, and keeps its output for whoever reads the shuffle, until it
 * is deleted. What Spark's adaptive execution does, too, to look at the output of a stage before it
 * plans the next one.
 *
 * <p>Why: nothing public runs such a stage alone, or deletes the output of one shuffle: {@code
 * RDD.cleanShuffleDependencies} deletes those of all ancestors, which belong to others. {@code
 * SparkContext.submitMapStage} and {@code ContextCleaner.doCleanupShuffle} are {@code
 * private[spark]}, so public in bytecode, since Spark 1.6.
 */
public final class MapStage {

  /** Spark ends a cancelled stage within moments; its tasks may take longer. */
  private static final Duration CANCELLING = Duration.apply("10s");

  private final SparkContext spark;
  private final ShuffleDependency<?, ?, ?> dependency;
  private boolean running;

  private MapStage(SparkContext spark, ShuffleDependency<?, ?, ?> dependency) {
    this.spark = spark;
    this.dependency = dependency;
  }

  /** Returns the stage before the shuffle that an RDD begins with. */
  public static MapStage before(JavaPairRDD<?, ?> shuffled) {
    return new MapStage(
        shuffled.context(), (ShuffleDependency<?, ?, ?>) shuffled.rdd().dependencies().head());
  }

  /**
   * Returns once the stage has ended.
   *
   * @throws InterruptedException if the thread is interrupted; the stage is cancelled
   * @throws Exception what Spark says, if it failed
   */
  public void run() throws Exception {
    SimpleFutureAction<MapOutputStatistics> stage = spark.submitMapStage(dependency);
    running = true;
    try {
      Await.result(stage, Duration.Inf());
    } catch (InterruptedException e) {
      stage.cancel();
      awaitEnd(stage);
      throw e;
    } finally {
      running = !stage.isCompleted();
    }
  }

  private static void awaitEnd(SimpleFutureAction<MapOutputStatistics> stage) {
    try {
      Await.ready(stage, CANCELLING);
    } catch (TimeoutException | InterruptedException e) {
      // Whatever it leaves then is left to Spark's cleaner.
    }
  }

  /**
   * Deletes the output of this stage, and of no other. A stage that has not ended is left to
   * Spark's cleaner: its scheduler does not survive results of a shuffle that it does not know.
   */
  public void deleteOutput() {
    if (!running && spark.cleaner().isDefined()) {
      spark.cleaner().get().doCleanupShuffle(dependency.shuffleId(), false);
    }
  }
}
