package org.coherer.training.barrier;

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

/** Carries out a plan with a task of one barrier stage for each rank. */
public final class BarrierTrainer implements Trainer {

  private final RunDriver driver;

  /** Creates a barrier trainer for an application. */
  public BarrierTrainer(JavaSparkContext spark) {
    this.driver = new RunDriver(spark, new BarrierStageKind(spark.sc()));
  }

  @Override
  public TrainingResult train(
      TrainingPlan plan,
      NetworkShape shape,
      TrainingStart start,
      JavaPairRDD<Integer, RecordBlock> shards,
      TrainingListener listener) {
    return driver.train(plan, shape, start, shards, listener);
  }
}
