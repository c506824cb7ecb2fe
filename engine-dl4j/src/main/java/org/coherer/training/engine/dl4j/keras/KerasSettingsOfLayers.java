package org.coherer.training.engine.dl4j.keras;

import java.util.Map;
import org.coherer.training.engine.dl4j.keras.KerasSettings.Rows;
import org.coherer.training.engine.dl4j.keras.KerasSettings.Setting;

/** The settings of layers. */
final class KerasSettingsOfLayers {

  private static final String START = "a start value; the file has the weights";
  private static final String COMPUTED = "says how it is computed, not what";
  private static final String NONE = "null";
  private static final String[] POOLINGS = {"MaxPooling2D", "AveragePooling2D"};
  private static final String[] GLOBAL_POOLINGS = {
    "GlobalMaxPooling1D", "GlobalMaxPooling2D", "GlobalAveragePooling1D", "GlobalAveragePooling2D"
  };

  private KerasSettingsOfLayers() {}

  static void addTo(Map<String, Map<String, Setting>> all) {
    models(all);
    vectors(all);
    images(all);
    sequences(all);
    plain(all, "Activation").translated("activation");
    plain(all, "ReLU").translated("max_value", "negative_slope", "threshold");
    plain(all, "LeakyReLU").translated("alpha", "negative_slope");
    // DL4J's backward pass takes it for 1.
    plain(all, "ELU").fixed("1", "alpha");
    plain(all, "Softmax").limited("the last one", "axis");
    plain(all, "Add");
    plain(all, "Concatenate").limited("the last one", "axis");
    plain(all, "Flatten").fixed("\"channels_last\"", "data_format");
    plain(all, "Reshape").limited("of the network's own input", "target_shape");
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
        .noEffect(START, "kernel_initializer", "bias_initializer")
        .fixed(NONE, "activity_regularizer", "kernel_constraint", "bias_constraint")
        .fixed(NONE, "lora_rank", "lora_alpha", "quantization_config");
    plain(all, "Dropout")
        .translated("rate")
        .fixed(NONE, "noise_shape")
        .noEffect("random numbers come from the seed of the training", "seed");
    weighted(all, "BatchNormalization")
        .translated("momentum", "epsilon")
        .limited("the last one", "axis")
        .limited("both true, or both false", "center", "scale")
        .noEffect(START, "beta_initializer", "gamma_initializer")
        .noEffect(START, "moving_mean_initializer", "moving_variance_initializer")
        .fixed(NONE, "beta_regularizer", "gamma_regularizer", "beta_constraint")
        .fixed(NONE, "gamma_constraint", "virtual_batch_size", "adjustment")
        .fixed("false", "renorm", "synchronized")
        .noEffect("of renorm alone", "renorm_clipping", "renorm_momentum")
        .noEffect(COMPUTED, "fused");
  }

  private static void images(Map<String, Map<String, Setting>> all) {
    weighted(all, "Conv2D")
        .translated("filters", "kernel_size", "strides", "dilation_rate", "activation", "use_bias")
        .translated("kernel_regularizer", "bias_regularizer")
        .oneOf("padding", "\"valid\"", "\"same\"")
        .fixed("\"channels_last\"", "data_format")
        .fixed("1", "groups")
        .noEffect(START, "kernel_initializer", "bias_initializer")
        .fixed(NONE, "activity_regularizer", "kernel_constraint", "bias_constraint")
        .fixed(NONE, "lora_rank", "lora_alpha", "quantization_config");
    plain(all, POOLINGS)
        .translated("pool_size", "strides")
        .oneOf("padding", "\"valid\"", "\"same\"")
        .fixed("\"channels_last\"", "data_format");
    plain(all, GLOBAL_POOLINGS)
        .fixed("\"channels_last\"", "data_format")
        .fixed("false", "keepdims");
  }

  private static void sequences(Map<String, Map<String, Setting>> all) {
    weighted(all, "Embedding")
        .translated("input_dim", "output_dim", "input_length", "embeddings_regularizer")
        .noEffect(START, "embeddings_initializer")
        .fixed(NONE, "activity_regularizer", "embeddings_constraint")
        .fixed(NONE, "lora_rank", "lora_alpha", "quantization_config")
        .fixed("false", "mask_zero", "sparse");
    weighted(all, "LSTM")
        .translated("units", "activation", "recurrent_activation", "return_sequences")
        .limited("drawn anew for each step", "dropout")
        .limited("both alike", "kernel_regularizer", "recurrent_regularizer")
        .translated("bias_regularizer")
        .fixed("true", "use_bias")
        .fixed("0", "recurrent_dropout")
        .fixed("false", "return_state", "go_backwards", "stateful", "time_major")
        .fixed("false", "zero_output_for_mask")
        .fixed(NONE, "activity_regularizer", "kernel_constraint", "bias_constraint")
        .fixed(NONE, "recurrent_constraint")
        .noEffect(START, "kernel_initializer", "recurrent_initializer", "bias_initializer")
        .noEffect(START, "unit_forget_bias")
        .noEffect("random numbers come from the seed of the training", "seed")
        .noEffect(COMPUTED, "unroll", "implementation", "use_cudnn");
  }

  /** Settings of every layer. */
  private static Rows plain(Map<String, Map<String, Setting>> all, String... kinds) {
    return common(Rows.of(all, kinds)).noEffect("it has no weights", "trainable");
  }

  private static Rows weighted(Map<String, Map<String, Setting>> all, String kind) {
    return common(Rows.of(all, kind))
        .limited("false only in front of all trained layers", "trainable");
  }

  private static Rows common(Rows rows) {
    return rows.translated("name", "batch_input_shape", "batch_shape")
        .fixed("\"float32\"", "dtype")
        .fixed("false", "dynamic");
  }
}
