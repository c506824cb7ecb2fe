package org.coherer.training.engine.dl4j.keras;

import java.util.List;
import org.coherer.training.engine.dl4j.keras.layer.Conversions;
import org.coherer.training.engine.dl4j.keras.layer.ConvolutionLayers;
import org.coherer.training.engine.dl4j.keras.layer.DepthwiseLayers;
import org.coherer.training.engine.dl4j.keras.layer.FlatLayers;
import org.coherer.training.engine.dl4j.keras.layer.GraphParts;
import org.coherer.training.engine.dl4j.keras.layer.ImageLayers;
import org.coherer.training.engine.dl4j.keras.layer.JoinLayers;
import org.coherer.training.engine.dl4j.keras.layer.NoiseLayers;
import org.coherer.training.engine.dl4j.keras.layer.NormalizingLayers;
import org.coherer.training.engine.dl4j.keras.layer.SequenceLayers;
import org.coherer.training.engine.dl4j.keras.layer.Tensor;
import org.coherer.training.engine.dl4j.keras.model.KerasLayer;
import org.coherer.training.engine.dl4j.keras.setting.KerasException;
import org.coherer.training.engine.dl4j.keras.training.KerasActivations;
import org.coherer.training.engine.dl4j.keras.training.KerasLosses;
import org.nd4j.linalg.activations.IActivation;

/** Converts a layer, by its class. */
final class LayerConversion {

  private final FlatLayers flat;
  private final NormalizingLayers normalizing;
  private final NoiseLayers noise;
  private final ConvolutionLayers convolutions;
  private final DepthwiseLayers depthwise;
  private final ImageLayers images;
  private final SequenceLayers sequences;
  private final JoinLayers joins;

  LayerConversion(GraphParts parts) {
    flat = new FlatLayers(parts);
    normalizing = new NormalizingLayers(parts);
    noise = new NoiseLayers(parts);
    convolutions = new ConvolutionLayers(parts);
    depthwise = new DepthwiseLayers(parts);
    images = new ImageLayers(parts);
    sequences = new SequenceLayers(parts);
    joins = new JoinLayers(parts);
  }

  /** Adds a dense layer that is an output. */
  Tensor output(KerasLayer layer, Tensor from, KerasLosses losses) throws KerasException {
    return flat.output(layer, from, losses);
  }

  /** Adds an activation and a loss behind it. */
  Tensor loss(String name, Tensor from, IActivation activation, KerasLosses losses)
      throws KerasException {
    return flat.loss(name, from, activation, losses);
  }

  /** Adds a layer that is no output. */
  Tensor hidden(KerasLayer layer, List<Tensor> from) throws KerasException {
    if (from.size() != 1) {
      return joins.join(layer, from);
    }
    IActivation activation = KerasActivations.of(layer);
    return activation != null
        ? flat.activation(layer, from.get(0), activation)
        : hidden(layer, from.get(0));
  }

  private Tensor hidden(KerasLayer layer, Tensor from) throws KerasException {
    return switch (layer.kind()) {
      case "Dense" -> flat.dense(layer, from);
      case "BatchNormalization" -> normalizing.batch(layer, from);
      case "Normalization" -> normalizing.known(layer, from);
      case "Rescaling" -> normalizing.rescaling(layer, from);
      case "Flatten" -> Conversions.flatten(from);
      case "Reshape" -> Conversions.reshape(layer, from);
      case "Conv2D" -> convolutions.ofImages(layer, from);
      case "Conv1D" -> convolutions.ofSequences(layer, from);
      case "Conv2DTranspose" -> convolutions.transposed(layer, from);
      case "DepthwiseConv2D" -> depthwise.depthwise(layer, from);
      case "SeparableConv2D" -> depthwise.separable(layer, from);
      case "MaxPooling1D", "MaxPooling2D", "AveragePooling2D" -> images.pooling(layer, from);
      case "GlobalMaxPooling1D",
          "GlobalMaxPooling2D",
          "GlobalAveragePooling1D",
          "GlobalAveragePooling2D" ->
          images.globalPooling(layer, from);
      case "ZeroPadding2D" -> images.padding(layer, from);
      case "Cropping2D" -> images.cropping(layer, from);
      case "UpSampling2D" -> images.repeating(layer, from);
      case "Embedding" -> sequences.embedding(layer, from);
      case "LSTM", "SimpleRNN" -> sequences.recurrent(layer, from);
      case "Bidirectional" -> sequences.bidirectional(layer, from);
      case "Dropout",
          "AlphaDropout",
          "GaussianDropout",
          "GaussianNoise",
          "SpatialDropout1D",
          "SpatialDropout2D" ->
          noise.noise(layer, from);
      default -> throw layer.refused("takes one input, where it must have more");
    };
  }
}
