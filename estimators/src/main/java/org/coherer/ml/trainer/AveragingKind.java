package org.coherer.ml.trainer;

import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.coherer.connector.cluster.ClusterView;
import org.coherer.connector.cluster.Placement;
import org.coherer.connector.cluster.Placements;
import org.coherer.connector.column.InvalidParamException;
import org.coherer.ml.param.TrainingParams;
import org.coherer.training.barrier.BarrierTrainer;
import org.coherer.training.plan.Agreement;
import org.coherer.training.plan.Exchange;
import org.coherer.training.trainer.Trainer;

/**
 * Workers in barrier tasks, which make steps of their own and average parameters now and then.
 *
 * @param params those of the estimator
 */
record AveragingKind(TrainingParams<?> params) implements TrainerKind {

  static final String NAME = "averaging";

  @Override
  public Placement placement(ClusterView cluster) {
    return Placements.barrier(cluster, params.getNumWorkers(), params.getMinWorkers());
  }

  @Override
  public Exchange exchange() {
    AllReduceKind.checkNoChoice(params);
    Agreement averaging =
        InvalidParamException.naming(
            List.of("averagingSteps", "outerRate", "outerMomentum"),
            () ->
                new Agreement.Averaging(
                    params.getAveragingSteps(), params.getOuterRate(), params.getOuterMomentum()));
    return new Exchange(params.getAccumulateSteps(), averaging);
  }

  @Override
  public Trainer on(JavaSparkContext spark) {
    return new BarrierTrainer(spark);
  }
}
