package org.coherer.training.single;

import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.apache.spark.rdd.RDD;
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
 * An ordinary stage of one task, which Spark tries again alone.
 *
 * @param spark the application
 */
record SingleTaskStage(SparkContext spark) implements StageKind {

  @Override
  public int ranks(Workers workers) {
    return 1;
  }

  /** Of each attempt of the stage, as many as a task may have. */
  @Override
  public int attemptsPerRound() {
    int stages = Math.max(1, spark.getConf().getInt("spark.stage.maxConsecutiveAttempts", 4));
    return stages * SingleTaskContext.ATTEMPTS_PER_STAGE;
  }

  @Override
  public RDD<Tuple2<Integer, byte[]>> launch(
      RDD<Tuple2<Integer, RecordBlock>> shards, WorkerTask task) {
    ClassTag<Tuple2<Integer, byte[]>> tag = ClassTag$.MODULE$.apply(Tuple2.class);
    return shards.mapPartitions(new SingleTaskWorker(task), false, tag);
  }

  @Override
  public RoundWatch watch(
      WorkerTask task,
      int rdd,
      DriverEndpoint driver,
      Supplier<Optional<String>> hopeless,
      String tag) {
    return SingleTaskWatch.start(spark, hopeless, tag);
  }
}
