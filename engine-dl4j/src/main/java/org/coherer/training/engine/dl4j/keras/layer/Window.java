package org.coherer.training.engine.dl4j.keras.layer;

import java.util.Arrays;
import org.coherer.training.engine.dl4j.keras.model.KerasLayer;
import org.coherer.training.engine.dl4j.keras.setting.KerasException;
import org.deeplearning4j.nn.conf.ConvolutionMode;

/** What a layer looks at for each place of its output: in one dimension, or in two. */
final class Window {

  private final KerasLayer layer;
  private final int[] kernel;
  private final int[] stride;
  private final int[] dilation;

  private Window(KerasLayer layer, int[] kernel, int[] stride, int[] dilation) {
    this.layer = layer;
    this.kernel = kernel;
    this.stride = stride;
    this.dilation = dilation;
  }

  /** Reads that of a convolution. */
  static Window ofConvolution(KerasLayer layer, int dimensions) throws KerasException {
    return new Window(
        layer,
        layer.sizes("kernel_size", dimensions),
        strides(layer, dimensions),
        layer.settings().has("dilation_rate")
            ? layer.sizes("dilation_rate", dimensions)
            : ones(dimensions));
  }

  private static int[] strides(KerasLayer layer, int dimensions) throws KerasException {
    return layer.settings().has("strides") ? layer.sizes("strides", dimensions) : ones(dimensions);
  }

  private static int[] ones(int dimensions) {
    int[] ones = new int[dimensions];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** Reads that of a layer that pools. */
  static Window ofPooling(KerasLayer layer, int dimensions) throws KerasException {
    int[] kernel = layer.sizes("pool_size", dimensions);
    int[] stride =
        layer.settings().path("strides").isNull() || !layer.settings().has("strides")
            ? kernel
            : layer.sizes("strides", dimensions);
    return new Window(layer, kernel, stride, ones(dimensions));
  }

  int[] kernel() {
    return kernel;
  }

  int[] stride() {
    return stride;
  }

  int[] dilation() {
    return dilation;
  }

  /** Returns how DL4J calls what Keras calls padding. */
  ConvolutionMode mode() {
    return switch (layer.text("padding", "valid")) {
      case "same" -> ConvolutionMode.Same;
      case "causal" -> ConvolutionMode.Causal;
      default -> ConvolutionMode.Truncate;
    };
  }

  /** Returns what comes of an input, with so many channels. */
  Tensor over(Tensor from, String vertex, int channels) throws KerasException {
    int[] shape = new int[kernel.length + 1];
    shape[kernel.length] = channels;
    boolean padded = mode() != ConvolutionMode.Truncate;
    for (int i = 0; i < kernel.length; i++) {
      long covered = (kernel[i] - 1L) * dilation[i] + 1;
      int side = from.shape()[i];
      if (covered > side && !padded) {
        throw layer.refused("is larger than the image that it is given");
      }
      long places = padded ? side : side - covered + 1;
      shape[i] = (int) ((places + stride[i] - 1) / stride[i]);
    }
    return Tensor.of(vertex, shape);
  }

  /** Returns what comes of an input where the window is spread out instead of drawn together. */
  Tensor spread(Tensor from, String vertex, int channels) throws KerasException {
    int[] shape = {0, 0, channels};
    for (int i = 0; i < kernel.length; i++) {
      long side = (long) from.shape()[i] * stride[i];
      if (mode() != ConvolutionMode.Same) {
        side += Math.max(kernel[i] - stride[i], 0);
      }
      if (side > Integer.MAX_VALUE) {
        throw layer.refused("gives images of more than " + Integer.MAX_VALUE + " rows");
      }
      shape[i] = (int) side;
    }
    return Tensor.of(vertex, shape);
  }
}
