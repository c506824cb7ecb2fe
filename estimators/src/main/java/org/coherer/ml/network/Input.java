package org.coherer.ml.network;

import java.util.List;
import org.coherer.ml.network.setting.Settings;
import org.coherer.ml.network.setting.Shape;

/**
 * The input of a network: vectors, sequences of steps and values, or images of height, width and
 * channels.
 */
public final class Input extends Layer<Input> {

  private static final int MOST_DIMENSIONS = 3;

  private final Shape shape;

  Input(int... sizes) {
    this(Settings.of("InputLayer"), Shape.of(sizes));
    boolean valid = sizes.length >= 1 && sizes.length <= MOST_DIMENSIONS;
    if (!valid || shape.sizes().stream().anyMatch(size -> size < 1)) {
      throw settings()
          .invalid(
              "shape",
              shape,
              "must be 1 to 3 sizes of at least 1: values; steps and values; or"
                  + " height, width and channels");
    }
    if (shape.length() > Integer.MAX_VALUE) {
      throw settings().invalid("shape", shape, Tensor.MOST_NUMBERS);
    }
  }

  private Input(Settings settings, Shape shape) {
    super(settings);
    this.shape = shape;
  }

  @Override
  Input with(Settings changed) {
    return new Input(changed, shape);
  }

  @Override
  Shape shape(List<Tensor> from) {
    if (!from.isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid "
              + from.size()
              + " inputs of "
              + settings().label()
              + " (must be none: it is an input itself)");
    }
    return shape;
  }
}
