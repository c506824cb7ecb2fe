package org.coherer.ml.fit;

import java.util.List;
import java.util.OptionalLong;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.coherer.connector.cluster.ClusterView;
import org.coherer.connector.cluster.FitSurroundings;
import org.coherer.connector.cluster.Placement;
import org.coherer.connector.column.InvalidParamException;
import org.coherer.connector.memory.FitMemory;
import org.coherer.connector.memory.RunState;
import org.coherer.connector.preflight.Finding;
import org.coherer.connector.preflight.SaidOnce;
import org.coherer.connector.preflight.SessionChecks;
import org.coherer.ml.param.TrainingParams;
import org.coherer.ml.trainer.TrainerKind;
import org.coherer.training.data.RecordLayout;
import org.coherer.training.encoding.EmbeddingEncoding;
import org.coherer.training.engine.Engine;
import org.coherer.training.engine.Engines;
import org.coherer.training.engine.InputGradients;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.plan.TrainingPlan;

/**
 * What is checked on the driver before a fit starts, beside what its plan checks itself. An error
 * is thrown, a warning is logged once for each application.
 *
 * @param params those of the estimator
 * @param spark the application
 * @param engine runs the network
 */
record FitChecks(TrainingParams<?> params, SparkContext spark, Engine engine) {

  /**
   * Checks the application and returns how many workers there are to be.
   *
   * @throws IllegalArgumentException if there cannot be as many as the Params ask for, or a setting
   *     rules training out
   */
  int workers() {
    heed(SessionChecks.of(spark).findings());
    Placement placement = TrainerKind.of(params).placement(new ClusterView(spark, true));
    heed(placement.findings());
    return placement.workers();
  }

  /** Checks that the network can be trained as the Params say. */
  void network(Draft draft, RecordLayout layout) {
    if (params.getShardOptimizerState()) {
      InvalidParamException.naming(
          "shardOptimizerState",
          () -> {
            draft.shape().checkShardable();
            return draft;
          });
    }
    if (layout.encoding() instanceof EmbeddingEncoding embedding) {
      // Rows of tables learn by the gradients of what enters the network.
      InputGradients gradients = Engines.require(engine, InputGradients.class, "embeddings");
      InvalidParamException.naming(
          "embeddings",
          () -> {
            gradients.check(draft.start().network(), embedding.width());
            return draft;
          });
    }
  }

  /** The largest batch that a rank has has at least as many rows as the mean rank. */
  void batch(TrainingPlan plan, long rows) {
    int workers = plan.workers().count();
    long perRank = (rows + workers - 1) / workers;
    InvalidParamException.naming(
        "batchSize",
        () -> {
          plan.data().layout().checkBatch(Math.min(plan.data().batchSize(), perRank));
          return plan;
        });
  }

  /**
   * Compares what a planned run takes with what there is.
   *
   * @param rows the rows of all workers; empty if they have not been counted
   */
  void surroundings(TrainingPlan plan, NetworkShape shape, OptionalLong rows) {
    heed(surroundings(plan).findings(plan, memory(plan, shape, rows)));
  }

  FitSurroundings surroundings(TrainingPlan plan) {
    return FitSurroundings.of(spark, plan.transport().options());
  }

  /** Returns what a planned run takes off the heap. */
  FitMemory memory(TrainingPlan plan, NetworkShape shape, OptionalLong rows) {
    RunState state =
        new RunState(
            engine.optimizerStateLength(plan.replicaSettings()),
            params.getKeepOptimizerState(),
            params.isSet(params.checkpointDir()),
            conf().getBoolean("spark.io.encryption.enabled", false));
    return FitMemory.of(plan, shape, state, rows);
  }

  private SparkConf conf() {
    return spark.getConf();
  }

  private void heed(List<Finding> findings) {
    SaidOnce.warn(conf().get("spark.app.id", ""), findings);
    Finding.refuseErrors(findings);
  }
}
