package org.coherer.training.barrier;

import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.apache.spark.rdd.RDD;
import org.coherer.training.cluster.ExecutorSlots;
import org.coherer.training.data.RecordBlock;
import org.coherer.training.driver.DriverEndpoint;
import org.coherer.training.job.RoundWatch;
import org.coherer.training.job.StageKind;
import org.coherer.training.job.WorkerTask;
import org.coherer.training.plan.Workers;
import scala.Tuple2;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * A barrier stage, which Spark starts, and runs again, as a whole.
 *
 * @param spark the application
 */
record BarrierStageKind(SparkContext spark) implements StageKind {

  @Override
  public int ranks(Workers workers) {
    return workers.ranksFor(ExecutorSlots.registered(spark));
  }

  @Override
  public int attemptsPerRound() {
    return Math.max(1, spark.getConf().getInt("spark.stage.maxConsecutiveAttempts", 4));
  }

  @Override
  public RDD<Tuple2<Integer, byte[]>> launch(
      RDD<Tuple2<Integer, RecordBlock>> shards, WorkerTask task) {
    ClassTag<Tuple2<Integer, byte[]>> tag = ClassTag$.MODULE$.apply(Tuple2.class);
    return shards.barrier().mapPartitions(new BarrierWorker(task), false, tag);
  }

  @Override
  public RoundWatch watch(
      WorkerTask task,
      int rdd,
      DriverEndpoint driver,
      Supplier<Optional<String>> hopeless,
      String tag) {
    return RunWatch.start(spark, task, rdd, driver, hopeless, tag);
  }
}
