package org.coherer.training.engine.dl4j.keras.model;

import java.util.List;
import org.coherer.training.engine.dl4j.keras.setting.KerasException;

/** The classes of Keras's layers that there is a translation for, and what to say of others. */
final class LayerKinds {

  static final List<String> ALL =
      List.of(
          "Dense",
          "Conv2D",
          "Conv1D",
          "DepthwiseConv2D",
          "SeparableConv2D",
          "Conv2DTranspose",
          "MaxPooling1D",
          "MaxPooling2D",
          "AveragePooling2D",
          "GlobalMaxPooling1D",
          "GlobalMaxPooling2D",
          "GlobalAveragePooling1D",
          "GlobalAveragePooling2D",
          "ZeroPadding2D",
          "Cropping2D",
          "UpSampling2D",
          "Flatten",
          "Reshape",
          "Dropout",
          "SpatialDropout1D",
          "SpatialDropout2D",
          "AlphaDropout",
          "GaussianDropout",
          "GaussianNoise",
          "BatchNormalization",
          "Normalization",
          "Rescaling",
          "Embedding",
          "LSTM",
          "SimpleRNN",
          "Bidirectional",
          "Activation",
          "ReLU",
          "LeakyReLU",
          "ELU",
          "Softmax",
          "Add",
          "Subtract",
          "Multiply",
          "Average",
          "Maximum",
          "Concatenate");

  private LayerKinds() {}

  /** Returns what to throw of a layer of another kind. */
  static KerasException unknown(KerasLayer layer) {
    return switch (layer.kind()) {
      case "Sequential", "Functional", "Model" ->
          layer.refused(
              "is a model within the model (must be its layers: build one model of all layers, and"
                  + " copy the weights by set_weights)");
      case "TFOpLambda", "SlicingOpLambda", "TensorFlowOpLayer" ->
          layer.refused(
              "is an operation of TensorFlow (must be a layer of Keras's: compute it before the"
                  + " network, or omit it)");
      case "GRU" ->
          layer.refused(
              "has no counterpart here (must be another recurrent layer: LSTM or" + " SimpleRNN)");
      case "LayerNormalization" ->
          layer.refused("has no counterpart here (must be a BatchNormalization, or omitted)");
      default ->
          layer.refused("has no counterpart here (must be one of " + String.join(", ", ALL) + ")");
    };
  }
}
