package org.coherer.training.engine.dl4j.keras.layer;

import java.util.LinkedHashMap;
import java.util.Map;
import org.coherer.training.engine.dl4j.keras.file.LayerWeights;
import org.coherer.training.engine.dl4j.keras.file.Weights;
import org.coherer.training.engine.dl4j.keras.model.KerasLayer;
import org.coherer.training.engine.dl4j.keras.setting.KerasException;
import org.coherer.training.engine.dl4j.keras.training.KerasActivations;
import org.coherer.training.engine.dl4j.keras.training.KerasPenalties;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.BaseConvBuilder;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;

/** Converts convolutions. DL4J's have channels first, so weights are transposed here. */
public final class ConvolutionLayers {

  private static final String KERNEL = "kernel_initializer";
  private static final String PENALTY = "kernel_regularizer";

  private final GraphParts parts;

  /** Creates a converter that adds to a graph. */
  public ConvolutionLayers(GraphParts parts) {
    this.parts = parts;
  }

  /** Adds a convolution of images. */
  public Tensor ofImages(KerasLayer layer, Tensor given) throws KerasException {
    Tensor from = Conversions.image(layer, given);
    Window window = Window.ofConvolution(layer, 2);
    int filters = layer.positive("filters");
    int[] shape = {window.kernel()[0], window.kernel()[1], from.size(), filters};
    ConvolutionLayer.Builder builder =
        new ConvolutionLayer.Builder(window.kernel(), window.stride());
    builder.dilation(window.dilation());
    prepare(layer, builder, window, from, shape);
    parts.layer(
        layer,
        builder.build(),
        from,
        weights -> {
          LayerWeights found = weights.of(layer, "");
          return parameters(layer, turned(found.next("kernel", shape), 3, 2, 0, 1), found, filters);
        });
    return window.over(from, layer.name(), filters);
  }

  /** Adds a convolution of sequences. */
  public Tensor ofSequences(KerasLayer layer, Tensor given) throws KerasException {
    Tensor from = Conversions.sequence(layer, given);
    Window window = Window.ofConvolution(layer, 1);
    int filters = layer.positive("filters");
    int[] shape = {window.kernel()[0], from.size(), filters};
    Convolution1DLayer.Builder builder =
        new Convolution1DLayer.Builder(window.kernel()[0], window.stride()[0]);
    builder.dilation(window.dilation());
    prepare(layer, builder, window, from, shape);
    parts.layer(
        layer,
        builder.build(),
        from,
        weights -> {
          LayerWeights found = weights.of(layer, "");
          // DL4J says that filters come first, but reads them as Keras has them.
          return parameters(layer, found.next("kernel", shape), found, filters);
        });
    return window.over(from, layer.name(), filters);
  }

  /** Adds a convolution that is turned round: each place of its input gives many of its output. */
  public Tensor transposed(KerasLayer layer, Tensor given) throws KerasException {
    Tensor from = Conversions.image(layer, given);
    Window window = Window.ofConvolution(layer, 2);
    int filters = layer.positive("filters");
    int[] shape = {window.kernel()[0], window.kernel()[1], filters, from.size()};
    Deconvolution2D.Builder builder = new Deconvolution2D.Builder(window.kernel(), window.stride());
    prepare(layer, builder, window, from, shape);
    builder.nOut(filters);
    parts.layer(
        layer,
        builder.build(),
        from,
        weights -> {
          LayerWeights found = weights.of(layer, "");
          return parameters(layer, turned(found.next("kernel", shape), 3, 2, 0, 1), found, filters);
        });
    return window.spread(from, layer.name(), filters);
  }

  private void prepare(
      KerasLayer layer, BaseConvBuilder<?> builder, Window window, Tensor from, int... shape)
      throws KerasException {
    builder.convolutionMode(window.mode());
    builder.activation(KerasActivations.of(layer, "activation"));
    builder.nIn(from.size());
    builder.nOut(shape[shape.length - 1]);
    builder.hasBias(Starts.hasBias(layer));
    KerasPenalties.set(layer, PENALTY, builder);
    if (parts.isNew()) {
      Starts.set(layer, KERNEL, builder, shape);
    }
  }

  static Map<String, Weights> parameters(
      KerasLayer layer, Weights kernel, LayerWeights found, int filters) throws KerasException {
    Map<String, Weights> parameters = new LinkedHashMap<>();
    parameters.put(ConvolutionParamInitializer.WEIGHT_KEY, kernel);
    if (Starts.hasBias(layer)) {
      parameters.put(ConvolutionParamInitializer.BIAS_KEY, found.next("bias", filters).asRow());
    }
    return parameters;
  }

  /**
   * Reorders dimensions.
   *
   * @param from the old dimension that each new one is
   */
  static Weights turned(Weights weights, int... from) {
    int[] old = weights.shape();
    int[] shape = new int[from.length];
    int[] steps = new int[from.length];
    for (int i = 0; i < from.length; i++) {
      shape[i] = old[from[i]];
      steps[i] = 1;
      for (int j = from[i] + 1; j < old.length; j++) {
        steps[i] *= old[j];
      }
    }
    float[] values = new float[weights.values().length];
    int[] at = new int[from.length];
    for (int to = 0; to < values.length; to++) {
      int place = 0;
      for (int i = 0; i < at.length; i++) {
        place += at[i] * steps[i];
      }
      values[to] = weights.values()[place];
      for (int i = at.length - 1; i >= 0 && ++at[i] == shape[i]; i--) {
        at[i] = 0;
      }
    }
    return new Weights(values, shape);
  }
}
