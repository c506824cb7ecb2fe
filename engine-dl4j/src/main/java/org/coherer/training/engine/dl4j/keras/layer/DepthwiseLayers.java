package org.coherer.training.engine.dl4j.keras.layer;

import java.util.LinkedHashMap;
import java.util.Map;
import org.coherer.training.engine.dl4j.keras.file.LayerWeights;
import org.coherer.training.engine.dl4j.keras.file.WeightSource;
import org.coherer.training.engine.dl4j.keras.file.Weights;
import org.coherer.training.engine.dl4j.keras.model.KerasLayer;
import org.coherer.training.engine.dl4j.keras.setting.KerasException;
import org.coherer.training.engine.dl4j.keras.training.KerasActivations;
import org.coherer.training.engine.dl4j.keras.training.KerasPenalties;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.params.DepthwiseConvolutionParamInitializer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;

/**
 * Converts convolutions of each channel on its own. A separable one becomes two layers: DL4J's own
 * has one penalty and one initializer for both of its kernels, where Keras has two.
 */
public final class DepthwiseLayers {

  private final GraphParts parts;

  /** Creates a converter that adds to a graph. */
  public DepthwiseLayers(GraphParts parts) {
    this.parts = parts;
  }

  /** Adds a depthwise convolution. */
  public Tensor depthwise(KerasLayer layer, Tensor given) throws KerasException {
    Tensor from = Conversions.image(layer, given);
    IActivation activation = KerasActivations.of(layer, "activation");
    return depthwise(layer, layer.name(), from, activation, Starts.hasBias(layer));
  }

  /** Adds a depthwise convolution, and one that mixes the channels of each place. */
  public Tensor separable(KerasLayer layer, Tensor given) throws KerasException {
    Tensor from = Conversions.image(layer, given);
    Tensor apart =
        depthwise(layer, layer.name() + "-depthwise", from, new ActivationIdentity(), false);
    int in = apart.size();
    int filters = layer.positive("filters");
    ConvolutionLayer.Builder builder = new ConvolutionLayer.Builder(1, 1);
    builder.activation(KerasActivations.of(layer, "activation"));
    builder.nIn(in);
    builder.nOut(filters);
    builder.hasBias(Starts.hasBias(layer));
    KerasPenalties.set(layer, "pointwise_regularizer", builder);
    if (parts.isNew()) {
      Starts.set(layer, "pointwise_initializer", builder, 1, 1, in, filters);
    }
    parts.layer(
        layer,
        builder.build(),
        apart,
        weights -> {
          LayerWeights found = weights.of(layer, "");
          kernel(layer, found, from);
          Weights kernel = found.next("pointwise_kernel", 1, 1, in, filters);
          return ConvolutionLayers.parameters(
              layer, ConvolutionLayers.turned(kernel, 3, 2, 0, 1), found, filters);
        });
    int[] shape = apart.shape();
    return Tensor.of(layer.name(), shape[0], shape[1], filters);
  }

  private Tensor depthwise(
      KerasLayer layer, String name, Tensor from, IActivation activation, boolean bias)
      throws KerasException {
    Window window = Window.ofConvolution(layer, 2);
    int multiplier = multiplier(layer);
    int channels = Math.multiplyExact(from.size(), multiplier);
    DepthwiseConvolution2D.Builder builder =
        new DepthwiseConvolution2D.Builder(window.kernel(), window.stride());
    builder.dilation(window.dilation());
    builder.convolutionMode(window.mode());
    builder.activation(activation);
    builder.depthMultiplier(multiplier);
    builder.nIn(from.size());
    builder.nOut(channels);
    builder.hasBias(bias);
    KerasPenalties.set(layer, "depthwise_regularizer", builder);
    if (parts.isNew()) {
      int[] kernel = window.kernel();
      Starts.set(
          layer, "depthwise_initializer", builder, kernel[0], kernel[1], from.size(), multiplier);
    }
    parts.layer(
        layer, name, builder.build(), from, weights -> parameters(layer, weights, from, bias));
    return window.over(from, name, channels);
  }

  private static int multiplier(KerasLayer layer) throws KerasException {
    return layer.settings().has("depth_multiplier") ? layer.positive("depth_multiplier") : 1;
  }

  private static Map<String, Weights> parameters(
      KerasLayer layer, WeightSource weights, Tensor from, boolean bias) throws KerasException {
    LayerWeights found = weights.of(layer, "");
    Map<String, Weights> parameters = new LinkedHashMap<>();
    parameters.put(DepthwiseConvolutionParamInitializer.WEIGHT_KEY, kernel(layer, found, from));
    if (bias) {
      int channels = Math.multiplyExact(from.size(), multiplier(layer));
      parameters.put(
          DepthwiseConvolutionParamInitializer.BIAS_KEY, found.next("bias", channels).asRow());
    }
    return parameters;
  }

  /** Returns the kernel of single channels, of which DL4J has the dimensions in Keras's order. */
  private static Weights kernel(KerasLayer layer, LayerWeights found, Tensor from)
      throws KerasException {
    int[] kernel = layer.sizes("kernel_size", 2);
    String name = layer.kind().startsWith("Separable") ? "depthwise_kernel" : "kernel";
    return found.next(name, kernel[0], kernel[1], from.size(), multiplier(layer));
  }
}
