package org.coherer.ml.network;

import java.util.List;
import org.coherer.ml.network.setting.Settings;
import org.coherer.ml.network.setting.Shape;
import org.coherer.ml.network.setting.Window;

/** An image with zeros around it, or with each pixel several times: ZeroPadding2D, UpSampling2D. */
public final class Resizing extends Layer<Resizing> {

  private static final String SIZE = "size";
  private static final String PADDING = "padding";

  private Resizing(Settings settings) {
    super(settings);
  }

  static Resizing padding(int... sizes) {
    Settings settings = Settings.of("ZeroPadding2D").withSizes(PADDING, 2, sizes);
    // Keras has a number for each side.
    return new Resizing(
        settings.with(
            PADDING, settings.sizes(PADDING).stream().map(by -> List.of(by, by)).toList()));
  }

  static Resizing upSampling(int... sizes) {
    Settings settings = Settings.of("UpSampling2D").withSizes(SIZE, 2, sizes);
    return new Resizing(settings.with("interpolation", "nearest"));
  }

  @Override
  Resizing with(Settings changed) {
    return new Resizing(changed);
  }

  @Override
  Shape shape(Shape from) {
    Window.checkDimensions(settings(), 2, from);
    return Shape.of(side(0, from.size(0)), side(1, from.size(1)), from.last());
  }

  private int side(int place, long from) {
    long side =
        settings().values().containsKey(SIZE)
            ? from * settings().sizes(SIZE).get(place)
            : from + 2 * added(place);
    return (int) Math.min(side, Integer.MAX_VALUE);
  }

  private long added(int place) {
    List<?> sides = (List<?>) ((List<?>) settings().values().get(PADDING)).get(place);
    return (Integer) sides.get(0);
  }
}
