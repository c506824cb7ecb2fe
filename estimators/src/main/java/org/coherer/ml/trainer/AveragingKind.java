package org.coherer.ml.trainer;

import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.coherer.connector.cluster.Preflight;
import org.coherer.connector.column.InvalidParamException;
import org.coherer.ml.param.TrainingParams;
import org.coherer.training.barrier.BarrierTrainer;
import org.coherer.training.plan.Agreement;
import org.coherer.training.plan.Exchange;
import org.coherer.training.plan.OverlapMode;
import org.coherer.training.trainer.Trainer;

/**
 * Workers in barrier tasks, which make steps of their own and average parameters now and then.
 *
 * @param params those of the estimator
 */
record AveragingKind(TrainingParams<?> params) implements TrainerKind {

  static final String NAME = "averaging";

  @Override
  public int workers(SparkContext spark) {
    return Preflight.workers(spark, params.getNumWorkers(), params.getMinWorkers());
  }

  @Override
  public Exchange exchange() {
    refuse(params.getShardOptimizerState(), "shardOptimizerState true", "false");
    refuse(
        AllReduceKind.overlap(params) != OverlapMode.AUTO,
        "overlap " + params.getOverlap(),
        "auto");
    refuse(params.getBucketSize() != 0, "bucketSize " + params.getBucketSize(), "0");
    Agreement averaging =
        InvalidParamException.naming(
            List.of("averagingSteps", "outerRate", "outerMomentum"),
            () ->
                new Agreement.Averaging(
                    params.getAveragingSteps(), params.getOuterRate(), params.getOuterMomentum()));
    return new Exchange(params.getAccumulateSteps(), averaging);
  }

  /** No gradients travel that could be in buckets, and every worker has an optimizer of its own. */
  private static void refuse(boolean wrong, String what, String only) {
    if (wrong) {
      String name = what.substring(0, what.indexOf(' '));
      throw new InvalidParamException(
          "Invalid "
              + what
              + " (must be "
              + only
              + " with the trainer averaging; only allReduce has a choice)",
          name,
          PARAM);
    }
  }

  @Override
  public Trainer on(JavaSparkContext spark) {
    return new BarrierTrainer(spark);
  }
}
