package org.coherer.training.engine.dl4j.keras.setting;

import static org.coherer.training.engine.dl4j.keras.setting.KerasSettingsOfLayers.COMPUTED;
import static org.coherer.training.engine.dl4j.keras.setting.KerasSettingsOfLayers.NONE;
import static org.coherer.training.engine.dl4j.keras.setting.KerasSettingsOfLayers.SEED;
import static org.coherer.training.engine.dl4j.keras.setting.KerasSettingsOfLayers.START;
import static org.coherer.training.engine.dl4j.keras.setting.KerasSettingsOfLayers.plain;
import static org.coherer.training.engine.dl4j.keras.setting.KerasSettingsOfLayers.weighted;

import java.util.Map;
import org.coherer.training.engine.dl4j.keras.setting.KerasSettings.Rows;
import org.coherer.training.engine.dl4j.keras.setting.KerasSettings.Setting;

/** The settings of layers of images and of sequences. */
final class KerasSettingsOfTensors {

  private static final String[] VALID_OR_SAME = {"\"valid\"", "\"same\""};

  private KerasSettingsOfTensors() {}

  static void addTo(Map<String, Map<String, Setting>> all) {
    convolutions(all);
    images(all);
    sequences(all);
  }

  private static void convolutions(Map<String, Map<String, Setting>> all) {
    kernels(convolution(all, "Conv2D"))
        .translated("filters", "dilation_rate")
        .oneOf("padding", VALID_OR_SAME)
        .fixed("1", "groups");
    kernels(convolution(all, "Conv1D"))
        .translated("filters")
        // DL4J has no kernels for others, here as in depthwise convolutions.
        .oneOf("dilation_rate", "1", "[1]")
        .oneOf("padding", "\"valid\"", "\"same\"", "\"causal\"")
        .fixed("1", "groups");
    kernels(convolution(all, "Conv2DTranspose"))
        .translated("filters")
        .oneOf("padding", VALID_OR_SAME)
        .oneOf("dilation_rate", "1", "[1,1]")
        .oneOf("groups", "1")
        .fixed(NONE, "output_padding");
    convolution(all, "DepthwiseConv2D")
        .translated("depth_multiplier")
        .oneOf("dilation_rate", "1", "[1,1]")
        // DL4J does not apply them as Keras does.
        .fixed(NONE, "depthwise_regularizer", "bias_regularizer")
        .oneOf("padding", VALID_OR_SAME)
        .limited(START, "depthwise_initializer")
        .fixed(NONE, "depthwise_constraint")
        .fixed("1", "groups")
        // Keras writes some of a convolution, which a depthwise one has no use for.
        .noEffect("of other convolutions", "filters", "kernel_initializer", "kernel_regularizer")
        .fixed(NONE, "kernel_constraint");
    convolution(all, "SeparableConv2D")
        .translated("filters", "depth_multiplier")
        .oneOf("dilation_rate", "1", "[1,1]")
        .translated("depthwise_regularizer", "pointwise_regularizer")
        .oneOf("padding", VALID_OR_SAME)
        .limited(START, "depthwise_initializer", "pointwise_initializer")
        .fixed(NONE, "depthwise_constraint", "pointwise_constraint")
        .fixed("1", "groups")
        .noEffect("of other convolutions", "kernel_initializer", "kernel_regularizer")
        .fixed(NONE, "kernel_constraint");
  }

  private static Rows convolution(Map<String, Map<String, Setting>> all, String kind) {
    return weighted(all, kind)
        .translated("kernel_size", "strides", "activation", "use_bias", "bias_regularizer")
        .fixed("\"channels_last\"", "data_format")
        .limited(START, "bias_initializer")
        .fixed(NONE, "activity_regularizer", "bias_constraint")
        .fixed(NONE, "lora_rank", "lora_alpha", "quantization_config");
  }

  private static Rows kernels(Rows rows) {
    return rows.translated("kernel_regularizer")
        .limited(START, "kernel_initializer")
        .fixed(NONE, "kernel_constraint");
  }

  private static void images(Map<String, Map<String, Setting>> all) {
    plain(all, "MaxPooling1D", "MaxPooling2D", "AveragePooling2D")
        .translated("pool_size", "strides")
        .oneOf("padding", VALID_OR_SAME)
        .fixed("\"channels_last\"", "data_format");
    plain(
            all,
            "GlobalMaxPooling1D",
            "GlobalMaxPooling2D",
            "GlobalAveragePooling1D",
            "GlobalAveragePooling2D")
        .fixed("\"channels_last\"", "data_format")
        .fixed("false", "keepdims");
    plain(all, "ZeroPadding2D").translated("padding").fixed("\"channels_last\"", "data_format");
    plain(all, "Cropping2D").translated("cropping").fixed("\"channels_last\"", "data_format");
    plain(all, "UpSampling2D")
        .translated("size")
        .fixed("\"channels_last\"", "data_format")
        .fixed("\"nearest\"", "interpolation");
  }

  private static void sequences(Map<String, Map<String, Setting>> all) {
    weighted(all, "Embedding")
        .translated("input_dim", "output_dim", "input_length", "embeddings_regularizer")
        .limited(START, "embeddings_initializer")
        .fixed(NONE, "activity_regularizer", "embeddings_constraint")
        .fixed(NONE, "lora_rank", "lora_alpha", "quantization_config")
        .fixed("false", "mask_zero", "sparse");
    recurrent(all, "LSTM")
        .translated("recurrent_activation")
        .limited(START, "unit_forget_bias")
        .noEffect(COMPUTED, "implementation", "use_cudnn");
    recurrent(all, "SimpleRNN");
    weighted(all, "Bidirectional")
        // DL4J passes no gradients through a frozen layer to the vertex that turns sequences.
        .fixed("true", "trainable")
        .limited("an LSTM or a SimpleRNN", "layer")
        .oneOf("merge_mode", "\"concat\"", "\"sum\"", "\"mul\"", "\"ave\"")
        .limited("Keras's own copy of the layer", "backward_layer");
  }

  private static Rows recurrent(Map<String, Map<String, Setting>> all, String kind) {
    return weighted(all, kind)
        .translated("units", "activation", "return_sequences")
        .limited("drawn anew for each step", "dropout")
        .limited("both alike", "kernel_regularizer", "recurrent_regularizer")
        .translated("bias_regularizer")
        .fixed("true", "use_bias")
        .fixed("0", "recurrent_dropout")
        .fixed("false", "return_state", "go_backwards", "stateful", "time_major")
        .noEffect("of masks, of which there are none", "zero_output_for_mask")
        .fixed(NONE, "activity_regularizer", "kernel_constraint", "bias_constraint")
        .fixed(NONE, "recurrent_constraint")
        .limited(START, "kernel_initializer", "recurrent_initializer", "bias_initializer")
        .noEffect(SEED, "seed")
        .noEffect(COMPUTED, "unroll");
  }
}
