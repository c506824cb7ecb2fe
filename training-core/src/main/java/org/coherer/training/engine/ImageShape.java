package org.coherer.training.engine;

import java.io.Serializable;
import java.util.List;

/**
 * How the values of an image lie in a row that a network takes.
 *
 * @param channels the number of channels
 * @param height the number of rows of pixels
 * @param width the number of pixels in each
 * @param order which of them changes slowest
 */
public record ImageShape(int channels, int height, int width, Order order) implements Serializable {

  /** Which values are next to each other; a row of pixels is always left to right. */
  public enum Order {
    /** Channel by channel, each of them row by row: [channels][height][width], as DL4J has it. */
    CHANNELS_FIRST,
    /** Row by row, the channels of a pixel next to each other: [height][width][channels]. */
    CHANNELS_LAST
  }

  /** Returns the sizes, the slowest first, as the Param {@code featureShape} has them. */
  public List<Integer> sizes() {
    return order == Order.CHANNELS_FIRST
        ? List.of(channels, height, width)
        : List.of(height, width, channels);
  }

  /** Returns whether sizes are those of this image; with one channel, both orders are the same. */
  public boolean hasSizes(List<Integer> sizes) {
    return sizes.equals(sizes()) || (channels == 1 && sizes.equals(List.of(height, width, 1)));
  }

  /** Returns what the sizes are, for messages. */
  public String names() {
    return order == Order.CHANNELS_FIRST ? "channels, height, width" : "height, width, channels";
  }
}
