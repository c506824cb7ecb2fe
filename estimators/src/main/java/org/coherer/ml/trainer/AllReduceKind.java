package org.coherer.ml.trainer;

import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.coherer.connector.cluster.ClusterView;
import org.coherer.connector.cluster.Placement;
import org.coherer.connector.cluster.Placements;
import org.coherer.connector.column.InvalidParamException;
import org.coherer.ml.param.TrainingParams;
import org.coherer.training.barrier.BarrierTrainer;
import org.coherer.training.plan.Exchange;
import org.coherer.training.plan.OverlapMode;
import org.coherer.training.trainer.Trainer;

/**
 * Workers in barrier tasks, which sum their gradients in every step.
 *
 * @param params those of the estimator
 */
record AllReduceKind(TrainingParams<?> params) implements TrainerKind {

  static final String NAME = "allReduce";

  @Override
  public Placement placement(ClusterView cluster) {
    return Placements.barrier(cluster, params.getNumWorkers(), params.getMinWorkers());
  }

  @Override
  public Exchange exchange() {
    return exchangeOf(params);
  }

  @Override
  public Trainer on(JavaSparkContext spark) {
    return new BarrierTrainer(spark);
  }

  static Exchange exchangeOf(TrainingParams<?> params) {
    OverlapMode overlap = overlap(params);
    InvalidParamException.naming(
        "bucketSize", () -> new Exchange(1, OverlapMode.AUTO, params.getBucketSize(), false));
    InvalidParamException.naming(
        List.of("overlap", "shardOptimizerState"),
        () -> new Exchange(1, overlap, 0, params.getShardOptimizerState()));
    InvalidParamException.naming(
        List.of("replicateOptimizerState", "shardOptimizerState"),
        () ->
            new Exchange(
                1,
                OverlapMode.AUTO,
                0,
                params.getShardOptimizerState(),
                params.getReplicateOptimizerState()));
    return InvalidParamException.naming(
        List.of("bucketSize", "overlap", "shardOptimizerState"),
        () ->
            new Exchange(
                params.getAccumulateSteps(),
                overlap,
                params.getBucketSize(),
                params.getShardOptimizerState(),
                params.getReplicateOptimizerState()));
  }

  /**
   * Checks that nothing is set that only an all-reduce has a choice in: with other trainers, no
   * gradients travel during the backward pass, nobody shares the state of one optimizer, and no
   * step has gradients of all workers to show.
   */
  static void checkNoChoice(TrainingParams<?> params) {
    checkNoChoice(params, "shardOptimizerState", params.getShardOptimizerState(), false);
    checkNoChoice(params, "replicateOptimizerState", params.getReplicateOptimizerState(), false);
    checkNoChoice(params, "overlap", overlap(params).text(), OverlapMode.AUTO.text());
    checkNoChoice(params, "bucketSize", params.getBucketSize(), 0L);
    if (params.getHistograms()) {
      throw new InvalidParamException(
          "Invalid histograms true (must be false with the trainer "
              + params.getTrainer()
              + ", whose workers have no gradients in common; set trainer to allReduce or local for"
              + " them)",
          "histograms",
          PARAM);
    }
  }

  private static void checkNoChoice(
      TrainingParams<?> params, String name, Object value, Object only) {
    if (!value.equals(only)) {
      throw new InvalidParamException(
          "Invalid "
              + name
              + " "
              + value
              + " (must be "
              + only
              + " with the trainer "
              + params.getTrainer()
              + "; only allReduce has a choice)",
          name,
          PARAM);
    }
  }

  static OverlapMode overlap(TrainingParams<?> params) {
    return InvalidParamException.naming("overlap", () -> OverlapMode.named(params.getOverlap()));
  }
}
