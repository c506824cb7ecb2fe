package org.coherer.training.engine.dl4j.keras.setting;

import java.util.Map;
import org.coherer.training.engine.dl4j.keras.setting.KerasSettings.Rows;
import org.coherer.training.engine.dl4j.keras.setting.KerasSettings.Setting;

/** The settings of models, and of layers of vectors. */
final class KerasSettingsOfLayers {

  static final String START = "of a network that has no weights yet";
  static final String SEED = "random numbers come from the seed of the training";
  static final String COMPUTED = "says how it is computed, not what";
  static final String NONE = "null";

  private KerasSettingsOfLayers() {}

  static void addTo(Map<String, Map<String, Setting>> all) {
    models(all);
    vectors(all);
    noise(all);
    plain(all, "Activation").translated("activation");
    plain(all, "ReLU").translated("max_value", "negative_slope", "threshold");
    plain(all, "LeakyReLU").translated("alpha", "negative_slope");
    // DL4J's backward pass takes it for 1.
    plain(all, "ELU").fixed("1", "alpha");
    plain(all, "Softmax").limited("the last one", "axis");
    plain(all, "Add", "Subtract", "Multiply", "Average", "Maximum");
    plain(all, "Concatenate").limited("the last one", "axis");
    plain(all, "Flatten").fixed("\"channels_last\"", "data_format");
    plain(all, "Reshape").limited("of the network's own input, or of a vector", "target_shape");
  }

  private static void models(Map<String, Map<String, Setting>> all) {
    Rows.of(all, "Sequential")
        .translated("layers")
        .noEffect("a shape, which the first layer has too", "build_input_shape")
        .noEffect("a name", "name")
        .fixed("true", "trainable")
        .fixed("\"float32\"", "dtype");
    Rows.of(all, "Functional", "Model")
        .translated("layers", "input_layers", "output_layers")
        .noEffect("a name", "name")
        .fixed("true", "trainable")
        .fixed("\"float32\"", "dtype");
    Rows.of(all, "InputLayer")
        .translated("batch_input_shape", "batch_shape")
        .limited("float32, float64, or whole numbers for an Embedding", "dtype")
        .fixed("false", "sparse", "ragged", "optional")
        .translated("name");
  }

  private static void vectors(Map<String, Map<String, Setting>> all) {
    weighted(all, "Dense")
        .translated("units", "activation", "use_bias", "kernel_regularizer", "bias_regularizer")
        .limited(START, "kernel_initializer", "bias_initializer")
        .fixed(NONE, "activity_regularizer", "kernel_constraint", "bias_constraint")
        .fixed(NONE, "lora_rank", "lora_alpha", "quantization_config");
    weighted(all, "BatchNormalization")
        .translated("momentum", "epsilon")
        .limited("the last one", "axis")
        .limited("both true, or both false", "center", "scale")
        .limited(START, "beta_initializer", "gamma_initializer")
        .limited(START, "moving_mean_initializer", "moving_variance_initializer")
        .fixed(NONE, "beta_regularizer", "gamma_regularizer", "beta_constraint")
        .fixed(NONE, "gamma_constraint", "virtual_batch_size", "adjustment")
        .fixed("false", "renorm", "synchronized")
        .noEffect("of renorm alone", "renorm_clipping", "renorm_momentum")
        .noEffect(COMPUTED, "fused");
    plain(all, "Normalization")
        .translated("mean", "variance")
        .limited("the last one", "axis")
        .fixed("false", "invert");
    plain(all, "Rescaling").limited("one number", "scale", "offset");
  }

  private static void noise(Map<String, Map<String, Setting>> all) {
    plain(all, "Dropout").translated("rate").fixed(NONE, "noise_shape").noEffect(SEED, "seed");
    plain(all, "AlphaDropout").translated("rate").fixed(NONE, "noise_shape").noEffect(SEED, "seed");
    plain(all, "SpatialDropout1D", "SpatialDropout2D")
        .translated("rate")
        .fixed(NONE, "noise_shape")
        .fixed("\"channels_last\"", "data_format")
        .noEffect(SEED, "seed");
    plain(all, "GaussianDropout").translated("rate").noEffect(SEED, "seed");
    plain(all, "GaussianNoise").translated("stddev").noEffect(SEED, "seed");
  }

  /** Settings of every layer. */
  static Rows plain(Map<String, Map<String, Setting>> all, String... kinds) {
    return common(Rows.of(all, kinds)).noEffect("it has no weights", "trainable");
  }

  static Rows weighted(Map<String, Map<String, Setting>> all, String... kinds) {
    return common(Rows.of(all, kinds))
        .limited("false only in front of all trained layers", "trainable");
  }

  private static Rows common(Rows rows) {
    return rows.translated("name", "batch_input_shape", "batch_shape")
        .fixed("\"float32\"", "dtype")
        .fixed("false", "dynamic");
  }
}
