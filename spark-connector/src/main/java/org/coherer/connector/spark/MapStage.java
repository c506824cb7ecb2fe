package org.coherer.connector.spark;

import org.apache.spark.MapOutputStatistics;
import org.apache.spark.ShuffleDependency;
import org.apache.spark.SimpleFutureAction;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaPairRDD;
import scala.concurrent.Await;
import scala.concurrent.duration.Duration;

/**
 * Runs the stage before a shuffle, and keeps its output for whoever reads the shuffle: what Spark's
 * adaptive execution does, too, to look at the output of a stage before it plans the next one.
 *
 * <p>Why: nothing public runs such a stage alone; {@code SparkContext.submitMapStage} is {@code
 * private[spark]}, so public in bytecode, since Spark 1.6.
 */
public final class MapStage {

  private MapStage() {}

  /**
   * Returns once the stage has ended.
   *
   * @throws InterruptedException if the thread is interrupted; the stage is cancelled
   * @throws Exception what Spark says, if it failed
   */
  public static <K, V> void run(JavaPairRDD<K, V> shuffled) throws Exception {
    SparkContext spark = shuffled.context();
    @SuppressWarnings("unchecked")
    ShuffleDependency<K, V, V> dependency =
        (ShuffleDependency<K, V, V>) shuffled.rdd().dependencies().head();
    SimpleFutureAction<MapOutputStatistics> stage = spark.submitMapStage(dependency);
    try {
      Await.result(stage, Duration.Inf());
    } catch (InterruptedException e) {
      stage.cancel();
      throw e;
    }
  }
}
