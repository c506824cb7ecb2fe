package org.coherer.ml.fit;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.SparkConf;
import org.coherer.connector.cluster.CohererConf;
import org.coherer.connector.cluster.NetworkSettings;
import org.coherer.connector.column.InvalidParamException;
import org.coherer.connector.progress.FitProgress;
import org.coherer.ml.embedding.TablesOfFit;
import org.coherer.ml.fit.report.TracedSteps;
import org.coherer.ml.param.TrainingParams;
import org.coherer.ml.trainer.TrainerKind;
import org.coherer.training.augmentation.ImageAugmentation;
import org.coherer.training.data.ClassNumbers;
import org.coherer.training.data.RecordLayout;
import org.coherer.training.encoding.EmbeddingEncoding;
import org.coherer.training.engine.NetworkSpec;
import org.coherer.training.plan.Controls;
import org.coherer.training.plan.DataPlan;
import org.coherer.training.plan.Exchange;
import org.coherer.training.plan.Inspection;
import org.coherer.training.plan.Monitor;
import org.coherer.training.plan.NetworkPlan;
import org.coherer.training.plan.TrainingPlan;
import org.coherer.training.plan.TransportPlan;
import org.coherer.training.plan.Workers;
import org.coherer.training.transport.TransportOptions;

/**
 * Makes the plan of a run from Params and settings.
 *
 * @param params those of the estimator, with nothing left to choose
 * @param workers who takes part
 * @param conf the settings of the session
 * @param spark those of the application
 * @param tables where embedding tables are, if there are any
 */
record RunPlans(
    TrainingParams<?> params,
    Workers workers,
    CohererConf conf,
    SparkConf spark,
    TablesOfFit tables) {

  /**
   * Returns a plan.
   *
   * @param augmentation how training rows are varied
   * @param mayValidate whether the Params ask for a validation set, were it empty in the end
   * @param validated whether there is one
   * @throws IllegalArgumentException if a Param or a setting cannot be used
   */
  TrainingPlan of(
      NetworkSpec network,
      RecordLayout layout,
      ClassNumbers classes,
      ImageAugmentation augmentation,
      boolean mayValidate,
      boolean validated) {
    Controls controls = TrainingControls.from(params, mayValidate);
    // Checked by the plan as well, which does not know that this is a Param.
    InvalidParamException.naming(
        "monitor", () -> Monitor.of(controls.stopping(), validated, layout.target()));
    InvalidParamException.naming(
        "calibration",
        () -> {
          controls.checkCalibration(validated, layout.target());
          return controls;
        });
    InvalidParamException.naming("progress", () -> FitProgress.checked(params.getProgress()));
    Double rate = ParamSynonyms.learningRate(params);
    return new TrainingPlan(
        new NetworkPlan(network, rate == null ? NetworkPlan.OWN_RATE : rate),
        new DataPlan(layout, passes(augmentation), validated, params.getCacheMemory(), classes),
        workers,
        exchange(layout),
        transport(),
        controls,
        new Inspection(TracedSteps.of(params), params.getHistograms()));
  }

  private DataPlan.Passes passes(ImageAugmentation augmentation) {
    return InvalidParamException.naming(
        List.of("batchSize", "augmentation"),
        () ->
            new DataPlan.Passes(
                params.getMaxIter(),
                ParamSynonyms.batchSize(params),
                params.getSeed(),
                augmentation));
  }

  private Exchange exchange(RecordLayout layout) {
    TrainerKind kind = TrainerKind.of(params);
    return layout.encoding() instanceof EmbeddingEncoding embedding
        ? kind.exchange(tables.plan(embedding.inputs()))
        : kind.exchange();
  }

  private TransportPlan transport() {
    NetworkSettings settings = new NetworkSettings(conf, spark);
    TransportOptions options =
        settings.options(Arrays.asList(params.getTransports()), params.getPortRange());
    settings.checkPorts(options.ports(), workers.most());
    return new TransportPlan(settings.timeouts(), options);
  }
}
