package org.coherer.training.engine.dl4j.keras.setting;

import java.util.Map;
import org.coherer.training.engine.dl4j.keras.setting.KerasSettings.Rows;
import org.coherer.training.engine.dl4j.keras.setting.KerasSettings.Setting;

/** The settings of losses, optimizers and regularizers, and of how they are put together. */
final class KerasSettingsOfTraining {

  private static final String NONE = "null";
  private static final String NOT_HERE = "of Keras's own run";

  private KerasSettingsOfTraining() {}

  static void addTo(Map<String, Map<String, Setting>> all) {
    Rows.of(all, "training_config")
        .limited("one for all outputs, or one for each", "loss")
        .translated("optimizer_config", "optimizer")
        .noEffect("measured, not learned by", "metrics", "weighted_metrics")
        .limited("all 1", "loss_weights")
        .fixed(NONE, "sample_weight_mode")
        .noEffect(NOT_HERE, "run_eagerly", "steps_per_execution", "jit_compile", "auto_scale_loss");
    loss(all, "SparseCategoricalCrossentropy")
        .translated("from_logits")
        .fixed(NONE, "ignore_class")
        .fixed("-1", "axis");
    loss(all, "CategoricalCrossentropy", "BinaryCrossentropy")
        .translated("from_logits")
        .fixed("0", "label_smoothing")
        .fixed("-1", "axis");
    loss(all, "MeanSquaredError", "MeanAbsoluteError", "MeanAbsolutePercentageError");
    loss(all, "MeanSquaredLogarithmicError", "KLDivergence", "Poisson");
    loss(all, "CosineSimilarity").fixed("-1", "axis");
    optimizer(all, "SGD")
        .limited("0, or Nesterov's", "momentum")
        .limited("with momentum", "nesterov");
    optimizer(all, "Adam").translated("beta_1", "beta_2", "epsilon", "amsgrad");
    optimizer(all, "RMSprop")
        .translated("rho")
        .limited("the mean of squares starts at it, in Keras at 0", "epsilon")
        .fixed("0", "momentum")
        .fixed("false", "centered");
    Rows.of(all, "L1", "L2", "L1L2").translated("l1", "l2");
    initializers(all);
  }

  private static void initializers(Map<String, Map<String, Setting>> all) {
    String seed = KerasSettingsOfLayers.SEED;
    Rows.of(all, "Zeros", "Ones", "Constant").translated("value");
    Rows.of(all, "RandomUniform").translated("minval", "maxval").noEffect(seed, "seed");
    Rows.of(all, "RandomNormal", "TruncatedNormal")
        .translated("mean", "stddev")
        .noEffect(seed, "seed");
    Rows.of(all, "GlorotUniform", "GlorotNormal", "HeUniform", "HeNormal")
        .fixed(NONE, "input_axes", "output_axes")
        .noEffect(seed, "seed");
    Rows.of(all, "LecunUniform", "LecunNormal")
        .fixed(NONE, "input_axes", "output_axes")
        .noEffect(seed, "seed");
    Rows.of(all, "VarianceScaling")
        .translated("scale")
        .oneOf("mode", "\"fan_in\"", "\"fan_out\"", "\"fan_avg\"")
        .oneOf("distribution", "\"truncated_normal\"", "\"untruncated_normal\"", "\"uniform\"")
        .fixed(NONE, "input_axes", "output_axes")
        .noEffect(seed, "seed");
    Rows.of(all, "Orthogonal").translated("gain").noEffect(seed, "seed");
  }

  private static Rows loss(Map<String, Map<String, Setting>> all, String... kinds) {
    return Rows.of(all, kinds)
        .oneOf("reduction", "\"auto\"", "\"sum_over_batch_size\"")
        .noEffect("a name", "name", "fn")
        .oneOf("dtype", NONE, "\"float32\"");
  }

  private static Rows optimizer(Map<String, Map<String, Setting>> all, String kind) {
    return Rows.of(all, kind)
        .limited("a number, no schedule", "learning_rate", "lr")
        .fixed("0", "decay", "weight_decay")
        .fixed(NONE, "clipnorm", "clipvalue", "global_clipnorm")
        .fixed(NONE, "loss_scale_factor", "gradient_accumulation_steps")
        .fixed("false", "use_ema")
        .noEffect("of use_ema alone", "ema_momentum", "ema_overwrite_frequency")
        .noEffect("a name", "name")
        .noEffect("says how it is computed, not what", "jit_compile", "is_legacy_optimizer");
  }
}
