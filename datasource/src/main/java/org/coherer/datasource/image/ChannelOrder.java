package org.coherer.datasource.image;

/** Which channels a pixel is to have, in which order. */
public enum ChannelOrder {
  /** The luminance. */
  GREY(1),
  /** Red, green, blue. */
  RGB(3),
  /** Blue, green, red. */
  BGR(3);

  private static final int RED_WEIGHT = 19595;
  private static final int GREEN_WEIGHT = 38470;
  private static final int BLUE_WEIGHT = 7471;
  private static final int HALF = 1 << 15;

  private final int channels;

  ChannelOrder(int channels) {
    this.channels = channels;
  }

  /** Returns how many channels a pixel has. */
  public int channels() {
    return channels;
  }

  /**
   * Returns an image without what is not wanted of it, which is done before it is resized: of
   * colours, the luminance; how opaque a pixel is, is dropped.
   *
   * @param image is not changed
   */
  public Pixels reduce(Pixels image) {
    if (this == GREY && image.channels() != Pixels.GREY) {
      return new Pixels(image.height(), image.width(), Pixels.GREY, grey(image));
    }
    return image.channels() == Pixels.RGBA
        ? new Pixels(image.height(), image.width(), Pixels.RGB, RGB.of(image))
        : image;
  }

  /**
   * Returns the values of an image, row by row, the channels of a pixel next to each other.
   *
   * @param image one that was reduced; is not changed, and may share its array
   */
  public byte[] of(Pixels image) {
    if (image.channels() == channels && this != BGR) {
      return image.data();
    }
    byte[] from = image.data();
    int step = image.channels();
    boolean isGrey = step == Pixels.GREY;
    byte[] values = new byte[from.length / step * channels];
    int to = 0;
    for (int at = 0; at < from.length; at += step) {
      byte red = from[at];
      byte blue = isGrey ? red : from[at + 2];
      values[to] = this == RGB ? red : blue;
      values[to + 1] = isGrey ? red : from[at + 1];
      values[to + 2] = this == RGB ? blue : red;
      to += channels;
    }
    return values;
  }

  /** Weights as in ITU-R 601, of which libjpeg and Pillow make grey images. */
  private static byte[] grey(Pixels image) {
    byte[] from = image.data();
    byte[] values = new byte[from.length / image.channels()];
    int at = 0;
    for (int i = 0; i < values.length; i++) {
      int sum =
          RED_WEIGHT * (from[at] & 0xFF)
              + GREEN_WEIGHT * (from[at + 1] & 0xFF)
              + BLUE_WEIGHT * (from[at + 2] & 0xFF)
              + HALF;
      values[i] = (byte) (sum >> 16);
      at += image.channels();
    }
    return values;
  }
}
