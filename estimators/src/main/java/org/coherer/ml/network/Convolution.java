package org.coherer.ml.network;

import org.coherer.ml.network.setting.Known;
import org.coherer.ml.network.setting.Settings;
import org.coherer.ml.network.setting.Shape;
import org.coherer.ml.network.setting.Window;

/** A convolution: Conv1D of sequences, Conv2D of images, Conv2DTranspose to larger images. */
public final class Convolution extends WeightedLayer<Convolution> {

  private static final String TRANSPOSED = "Conv2DTranspose";

  private final int dimensions;

  static Convolution of(int dimensions, int filters, int kernelSize) {
    Settings settings = Settings.of("Conv" + dimensions + "D");
    return of(settings, dimensions, filters, kernelSize);
  }

  static Convolution transposed(int filters, int kernelSize) {
    return of(Settings.of(TRANSPOSED), 2, filters, kernelSize);
  }

  private static Convolution of(Settings kind, int dimensions, int filters, int kernelSize) {
    Settings settings =
        defaults(
            kind.withPositive("filters", filters)
                .withSizes("kernel_size", dimensions, kernelSize)
                .withSizes("strides", dimensions, 1)
                .with("padding", "valid")
                .withSizes("dilation_rate", dimensions, 1));
    return new Convolution(settings, dimensions);
  }

  private Convolution(Settings settings, int dimensions) {
    super(settings);
    this.dimensions = dimensions;
  }

  @Override
  Convolution with(Settings changed) {
    return new Convolution(changed, dimensions);
  }

  /** Sets the size of the kernel: one for all dimensions, or height and width. */
  public Convolution kernelSize(int... sizes) {
    return with(settings().withSizes("kernel_size", dimensions, sizes));
  }

  /** Sets how far the kernel moves: one for all dimensions, or height and width; 1 by default. */
  public Convolution strides(int... strides) {
    return with(settings().withSizes("strides", dimensions, strides));
  }

  /** Sets how far the places that the kernel takes are apart; 1 by default, and if transposed. */
  public Convolution dilationRate(int... rates) {
    return with(settings().withSizes("dilation_rate", dimensions, rates));
  }

  /**
   * Sets what is around the input: {@code valid}, nothing, or {@code same}, as many zeros as make
   * the output as large as the input. {@code valid} by default.
   */
  public Convolution padding(String padding) {
    return with(settings().withOneOf("padding", padding, Known.PADDINGS));
  }

  @Override
  Shape shape(Shape from) {
    boolean strides = settings().sizes("strides").stream().anyMatch(stride -> stride > 1);
    boolean dilates = settings().sizes("dilation_rate").stream().anyMatch(rate -> rate > 1);
    boolean transposed = settings().kind().equals(TRANSPOSED);
    if (dilates && (strides || transposed)) {
      throw settings()
          .invalid(
              "dilation_rate",
              new Shape(settings().sizes("dilation_rate")),
              "must be 1 " + (transposed ? "here" : "where strides are more than 1"));
    }
    Window window = new Window(settings(), "kernel_size");
    Shape places = transposed ? window.spread(from) : window.shape(from);
    return places.withLast(settings().whole("filters"));
  }

  @Override
  long trained(Shape from) {
    int filters = settings().whole("filters");
    long kernel = new Shape(settings().sizes("kernel_size")).length();
    return withBias(Shape.product(kernel, from.last(), filters), filters);
  }
}
