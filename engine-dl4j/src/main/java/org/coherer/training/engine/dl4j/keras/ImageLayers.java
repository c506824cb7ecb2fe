package org.coherer.training.engine.dl4j.keras;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.preprocessors.KerasFlattenRnnPreprocessor;
import org.deeplearning4j.preprocessors.ReshapePreprocessor;

/**
 * Converts the layers of images. DL4J's have channels first, so weights are transposed here, and so
 * are values where images become vectors.
 */
final class ImageLayers {

  private final GraphParts parts;
  private final KerasFile file;
  private final FlatLayers flat;

  ImageLayers(GraphParts parts, KerasFile file, FlatLayers flat) {
    this.parts = parts;
    this.file = file;
    this.flat = flat;
  }

  Tensor convolution(KerasLayer layer, Tensor given) throws KerasException {
    Tensor from = image(layer, given);
    int[] kernel = layer.pair("kernel_size");
    int[] stride = layer.pair("strides");
    int[] dilation = layer.pair("dilation_rate");
    int filters = layer.positive("filters");
    ConvolutionLayer.Builder builder = new ConvolutionLayer.Builder(kernel, stride);
    builder.dilation(dilation);
    builder.convolutionMode(mode(layer));
    builder.activation(KerasActivations.of(layer, "activation"));
    builder.nIn(from.size());
    builder.nOut(filters);
    builder.hasBias(FlatLayers.hasBias(layer));
    KerasPenalties.set(layer, "kernel_regularizer", builder);
    Map<String, Weights> parameters = new LinkedHashMap<>();
    Weights weights = file.weight(layer, "kernel", kernel[0], kernel[1], from.size(), filters);
    parameters.put(ConvolutionParamInitializer.WEIGHT_KEY, channelsFirst(weights));
    if (FlatLayers.hasBias(layer)) {
      parameters.put(ConvolutionParamInitializer.BIAS_KEY, flat.bias(layer, filters));
    }
    parts.layer(layer, builder.build(), from, parameters);
    return pooled(layer, from, kernel, stride, dilation, filters);
  }

  /** Turns height x width x in x out to out x in x height x width. */
  private static Weights channelsFirst(Weights weights) {
    int area = weights.shape()[0] * weights.shape()[1];
    int in = weights.shape()[2];
    int out = weights.shape()[3];
    float[] values = new float[weights.values().length];
    int from = 0;
    for (int place = 0; place < area; place++) {
      for (int i = 0; i < in; i++) {
        for (int o = 0; o < out; o++) {
          values[(o * in + i) * area + place] = weights.values()[from++];
        }
      }
    }
    return new Weights(values, out, in, weights.shape()[0], weights.shape()[1]);
  }

  Tensor pooling(KerasLayer layer, Tensor given, PoolingType type) throws KerasException {
    Tensor from = image(layer, given);
    int[] kernel = layer.pair("pool_size");
    int[] stride = layer.settings().path("strides").isNull() ? kernel : layer.pair("strides");
    SubsamplingLayer.Builder builder = new SubsamplingLayer.Builder(type);
    builder.kernelSize(kernel);
    builder.stride(stride);
    builder.convolutionMode(mode(layer));
    parts.layer(layer.name(), builder.build(), from);
    return pooled(layer, from, kernel, stride, new int[] {1, 1}, from.size());
  }

  private static ConvolutionMode mode(KerasLayer layer) {
    return layer.text("padding", "valid").equals("same")
        ? ConvolutionMode.Same
        : ConvolutionMode.Truncate;
  }

  private static Tensor pooled(
      KerasLayer layer, Tensor from, int[] kernel, int[] stride, int[] dilation, int channels)
      throws KerasException {
    int[] shape = {0, 0, channels};
    for (int i = 0; i < 2; i++) {
      long covered = (kernel[i] - 1L) * dilation[i] + 1;
      int side = from.shape()[i];
      if (covered > side && mode(layer) != ConvolutionMode.Same) {
        throw layer.refused("is larger than the image that it is given");
      }
      long places = mode(layer) == ConvolutionMode.Same ? side : side - covered + 1;
      shape[i] = (int) ((places + stride[i] - 1) / stride[i]);
    }
    return Tensor.of(layer.name(), shape);
  }

  /** Adds a layer that pools all of an image or a sequence. */
  Tensor globalPooling(KerasLayer layer, Tensor given, PoolingType type, boolean image)
      throws KerasException {
    Tensor from = image ? image(layer, given) : SequenceLayers.sequence(layer, given);
    parts.layer(layer.name(), new GlobalPoolingLayer(type), from);
    int[] shape = {from.size()};
    // DL4J's shape inference takes a pooled sequence for a sequence.
    long[] row = {from.size()};
    return new Tensor(
        layer.name(), shape, false, null, image ? null : new ReshapePreprocessor(row, row, false));
  }

  /** Returns a tensor converted for a layer of images. */
  static Tensor image(KerasLayer layer, Tensor from) throws KerasException {
    if (!from.isImage()) {
      throw layer.refused(
          "takes " + from.shape().length + " dimensions (must be height, width, channels)");
    }
    return from.shaped();
  }

  /** Flattens a tensor; the next layer performs the conversion. */
  static Tensor flatten(Tensor from) {
    int[] length = {from.length()};
    if (from.flat() || from.isVector()) {
      return new Tensor(from.vertex(), length, from.flat(), from.order(), from.before());
    }
    int size = from.size();
    int places = from.length() / size;
    int[] order = new int[from.length()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i % places * size + i / places;
    }
    return new Tensor(
        from.vertex(),
        length,
        false,
        order,
        from.isImage()
            ? new CnnToFeedForwardPreProcessor(from.shape()[0], from.shape()[1], size)
            : new KerasFlattenRnnPreprocessor(size, places));
  }
}
