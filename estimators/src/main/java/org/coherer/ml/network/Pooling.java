package org.coherer.ml.network;

import org.coherer.ml.network.setting.Known;
import org.coherer.ml.network.setting.Settings;
import org.coherer.ml.network.setting.Shape;
import org.coherer.ml.network.setting.Window;

/** The largest or the mean value within a window that moves over a sequence or an image. */
public final class Pooling extends Layer<Pooling> {

  private static final int[] DEFAULT = {2};

  private final int dimensions;

  Pooling(String kind, int dimensions, int... size) {
    this(
        Settings.of(kind + dimensions + "D")
            .withSizes("pool_size", dimensions, size.length == 0 ? DEFAULT : size)
            .withSizes("strides", dimensions, size.length == 0 ? DEFAULT : size)
            .with("padding", "valid"),
        dimensions);
  }

  private Pooling(Settings settings, int dimensions) {
    super(settings);
    this.dimensions = dimensions;
  }

  @Override
  Pooling with(Settings changed) {
    return new Pooling(changed, dimensions);
  }

  /**
   * Sets how far the window moves: one for all dimensions, or height and width; its size by
   * default.
   */
  public Pooling strides(int... strides) {
    return with(settings().withSizes("strides", dimensions, strides));
  }

  /**
   * Sets what is around the input: {@code valid}, nothing, which is the default, or {@code same}.
   */
  public Pooling padding(String padding) {
    return with(settings().withOneOf("padding", padding, Known.PADDINGS));
  }

  @Override
  Shape shape(Shape from) {
    return new Window(settings(), "pool_size").shape(from);
  }
}
