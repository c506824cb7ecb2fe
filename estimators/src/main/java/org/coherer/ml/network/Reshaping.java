package org.coherer.ml.network;

import java.util.List;
import java.util.stream.IntStream;
import org.coherer.ml.network.setting.Settings;
import org.coherer.ml.network.setting.Shape;

/** The numbers of an input in another shape: Flatten or Reshape. */
public final class Reshaping extends Layer<Reshaping> {

  private static final String TARGET = "target_shape";

  private Reshaping(Settings settings) {
    super(settings);
  }

  static Reshaping flatten() {
    return new Reshaping(Settings.of("Flatten"));
  }

  static Reshaping reshape(int... sizes) {
    Settings settings = Settings.of("Reshape");
    boolean valid = sizes.length >= 1 && sizes.length <= 3;
    if (!valid || IntStream.of(sizes).anyMatch(size -> size < 1)) {
      throw settings.invalid(TARGET, Shape.of(sizes), "must be 1 to 3 sizes of at least 1");
    }
    return new Reshaping(settings.with(TARGET, IntStream.of(sizes).boxed().toList()));
  }

  @Override
  Reshaping with(Settings changed) {
    return new Reshaping(changed);
  }

  @Override
  Shape shape(List<Tensor> from) {
    Shape shape = super.shape(from);
    if (settings().kind().equals("Reshape") && !from.get(0).isRow()) {
      throw settings()
          .refused(from.get(0).sizes(), "must be an input of the network, or a vector of a Dense");
    }
    return shape;
  }

  @Override
  Shape shape(Shape from) {
    if (settings().kind().equals("Flatten")) {
      return Shape.of(Math.toIntExact(from.length()));
    }
    Shape target = new Shape(settings().sizes(TARGET));
    if (target.length() != from.length()) {
      throw settings()
          .refused(
              from,
              "must have "
                  + target.length()
                  + " numbers for the target_shape "
                  + target
                  + ", and has "
                  + from.length());
    }
    return target;
  }
}
