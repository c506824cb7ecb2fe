package org.coherer.training.single;

import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.coherer.training.data.RecordBlock;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.event.TrainingListener;
import org.coherer.training.job.RunDriver;
import org.coherer.training.plan.TrainingPlan;
import org.coherer.training.trainer.Trainer;
import org.coherer.training.trainer.TrainingResult;
import org.coherer.training.trainer.TrainingStart;

/**
 * Carries out a plan of one rank with the task of an ordinary stage, with the bits that a barrier
 * task has. Spark runs the task again when it or its executor is lost: {@code
 * spark.task.maxFailures} times without progress, for as long as the run gets further. Of frozen
 * executors it relies on Spark's own timeout.
 */
public final class SingleTaskTrainer implements Trainer {

  private final RunDriver driver;

  /** Creates a trainer for an application. */
  public SingleTaskTrainer(JavaSparkContext spark) {
    this.driver = new RunDriver(spark, new SingleTaskStage(spark.sc()));
  }

  /**
   * Trains.
   *
   * @throws IllegalArgumentException if the plan asks for more than one rank
   */
  @Override
  public TrainingResult train(
      TrainingPlan plan,
      NetworkShape shape,
      TrainingStart start,
      JavaPairRDD<Integer, RecordBlock> shards,
      TrainingListener listener) {
    if (plan.workers().most() != 1) {
      throw new IllegalArgumentException(
          "Cannot train with "
              + plan.workers().most()
              + " workers in a single task (must be 1, or a barrier stage)");
    }
    return driver.train(plan, shape, start, shards, listener);
  }
}
