package org.coherer.ml.network;

import org.coherer.ml.network.setting.Settings;
import org.coherer.ml.network.setting.Shape;
import org.coherer.ml.network.setting.Window;

/** The largest or the mean value of each channel of an image, or of each value of a sequence. */
public final class GlobalPooling extends Layer<GlobalPooling> {

  private final int dimensions;

  GlobalPooling(String kind, int dimensions) {
    this(Settings.of("Global" + kind + dimensions + "D"), dimensions);
  }

  private GlobalPooling(Settings settings, int dimensions) {
    super(settings);
    this.dimensions = dimensions;
  }

  @Override
  GlobalPooling with(Settings changed) {
    return new GlobalPooling(changed, dimensions);
  }

  @Override
  Shape shape(Shape from) {
    Window.checkDimensions(settings(), dimensions, from);
    return Shape.of(from.last());
  }
}
