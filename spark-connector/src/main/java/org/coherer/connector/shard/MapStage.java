package org.coherer.connector.shard;

import org.apache.spark.MapOutputStatistics;
import org.apache.spark.ShuffleDependency;
import org.apache.spark.SimpleFutureAction;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.coherer.training.data.RecordBlock;
import scala.concurrent.Await;
import scala.concurrent.duration.Duration;

/**
 * Runs the stage before a shuffle, and keeps its output for whoever reads the shuffle: what Spark's
 * adaptive execution does, too, to look at the output of a stage before it plans the next one.
 *
 * <p>The one place that calls {@code SparkContext.submitMapStage}, which is public in bytecode
 * only.
 */
final class MapStage {

  private MapStage() {}

  /**
   * Returns once the stage has ended.
   *
   * @throws InterruptedException if the thread is interrupted; the stage is cancelled
   * @throws Exception what Spark says, if it failed
   */
  static void run(JavaPairRDD<Integer, RecordBlock> shuffled) throws Exception {
    SparkContext spark = shuffled.context();
    @SuppressWarnings("unchecked")
    ShuffleDependency<Integer, RecordBlock, RecordBlock> dependency =
        (ShuffleDependency<Integer, RecordBlock, RecordBlock>) shuffled.rdd().dependencies().head();
    SimpleFutureAction<MapOutputStatistics> stage = spark.submitMapStage(dependency);
    try {
      Await.result(stage, Duration.Inf());
    } catch (InterruptedException e) {
      stage.cancel();
      throw e;
    }
  }
}
