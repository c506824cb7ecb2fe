package org.coherer.ml.network;

import org.coherer.ml.network.setting.Known;
import org.coherer.ml.network.setting.Settings;
import org.coherer.ml.network.setting.Shape;
import org.coherer.ml.network.setting.Window;

/**
 * A convolution of each channel of an image on its own: DepthwiseConv2D; or of these, and then one
 * of each place: SeparableConv2D.
 */
public final class DepthwiseConvolution extends Layer<DepthwiseConvolution> {

  private static final String FILTERS = "filters";
  private static final String MULTIPLIER = "depth_multiplier";

  private DepthwiseConvolution(Settings settings) {
    super(settings);
  }

  static DepthwiseConvolution depthwise(int kernelSize) {
    return new DepthwiseConvolution(defaults(Settings.of("DepthwiseConv2D"), kernelSize));
  }

  static DepthwiseConvolution separable(int filters, int kernelSize) {
    Settings settings = Settings.of("SeparableConv2D").withPositive(FILTERS, filters);
    return new DepthwiseConvolution(defaults(settings, kernelSize));
  }

  private static Settings defaults(Settings settings, int kernelSize) {
    return settings
        .withSizes("kernel_size", 2, kernelSize)
        .withSizes("strides", 2, 1)
        .with("padding", "valid")
        .with(MULTIPLIER, 1)
        .with("activation", "linear")
        .with("use_bias", true);
  }

  @Override
  DepthwiseConvolution with(Settings changed) {
    return new DepthwiseConvolution(changed);
  }

  /** Sets the size of the kernel: one for both, or height and width. */
  public DepthwiseConvolution kernelSize(int... sizes) {
    return with(settings().withSizes("kernel_size", 2, sizes));
  }

  /** Sets how far the kernel moves: one for both, or height and width; 1 by default. */
  public DepthwiseConvolution strides(int... strides) {
    return with(settings().withSizes("strides", 2, strides));
  }

  /**
   * Sets what is around the input: {@code valid}, nothing, which is the default, or {@code same}.
   */
  public DepthwiseConvolution padding(String padding) {
    return with(settings().withOneOf("padding", padding, Known.PADDINGS));
  }

  /** Sets how many channels are made of each one, 1 by default. */
  public DepthwiseConvolution depthMultiplier(int multiplier) {
    return with(settings().withPositive(MULTIPLIER, multiplier));
  }

  /** Sets the activation function, {@code linear} by default. */
  public DepthwiseConvolution activation(String name) {
    return with(settings().withOneOf("activation", name, Known.ACTIVATIONS));
  }

  /** Sets whether it has a bias, {@code true} by default. */
  public DepthwiseConvolution useBias(boolean use) {
    return with(settings().with("use_bias", use));
  }

  private boolean isSeparable() {
    return settings().values().containsKey(FILTERS);
  }

  private long made(Shape from) {
    return Shape.product(from.last(), settings().whole(MULTIPLIER));
  }

  @Override
  Shape shape(Shape from) {
    int channels =
        isSeparable() ? settings().whole(FILTERS) : (int) Math.min(made(from), Integer.MAX_VALUE);
    return new Window(settings(), "kernel_size").shape(from).withLast(channels);
  }

  @Override
  long trained(Shape from) {
    long kernel = Shape.product(new Shape(settings().sizes("kernel_size")).length(), made(from));
    long mixing = isSeparable() ? Shape.product(made(from), settings().whole(FILTERS)) : 0;
    long bias = settings().is("use_bias") ? shape(from).last() : 0;
    return kernel + mixing + bias;
  }
}
