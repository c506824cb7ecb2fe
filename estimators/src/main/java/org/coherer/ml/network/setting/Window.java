package org.coherer.ml.network.setting;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What moves over a sequence or an image: the kernel of a convolution, or the window of a pooling.
 *
 * @param settings of the layer
 * @param setting the one that has the size
 */
public record Window(Settings settings, String setting) {

  /**
   * Returns the shape of what it makes, with the channels that it is given.
   *
   * @throws IllegalArgumentException if it is larger than the input
   */
  public Shape shape(Shape from) {
    List<Integer> sizes = settings.sizes(setting);
    checkDimensions(settings, sizes.size(), from);
    List<Integer> strides = settings.sizes("strides");
    List<Integer> dilations =
        settings.values().containsKey("dilation_rate")
            ? settings.sizes("dilation_rate")
            : Collections.nCopies(sizes.size(), 1);
    boolean same = settings.values().get("padding").equals("same");
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < sizes.size(); i++) {
      long covered = (sizes.get(i) - 1L) * dilations.get(i) + 1;
      long starts = same ? from.size(i) : from.size(i) - covered + 1;
      if (starts < 1) {
        throw settings.refused(
            from,
            "must be as large as the "
                + setting
                + " "
                + new Shape(sizes)
                + " covers; lower that, or set padding to 'same'");
      }
      places.add((int) ((starts + strides.get(i) - 1) / strides.get(i)));
    }
    places.add(from.last());
    return new Shape(places);
  }

  /** Checks that an input is a sequence, for one dimension, or an image, for two. */
  public static void checkDimensions(Settings settings, int dimensions, Shape from) {
    if (from.dimensions() != dimensions + 1) {
      throw settings.refused(
          from,
          dimensions == 1
              ? "must be a sequence of steps and values; an LSTM before it has to have return_sequences"
              : "must be an image of height, width and channels, 1 of a grey one");
    }
  }

  /** Returns the same where the window is spread out over a larger image: transposed. */
  public Shape spread(Shape from) {
    List<Integer> sizes = settings.sizes(setting);
    checkDimensions(settings, sizes.size(), from);
    boolean same = settings.values().get("padding").equals("same");
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < sizes.size(); i++) {
      long stride = settings.sizes("strides").get(i);
      long side = from.size(i) * stride + (same ? 0 : Math.max(sizes.get(i) - stride, 0));
      places.add((int) Math.min(side, Integer.MAX_VALUE));
    }
    places.add(from.last());
    return new Shape(places);
  }
}
