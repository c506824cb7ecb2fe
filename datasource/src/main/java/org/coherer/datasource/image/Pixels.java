package org.coherer.datasource.image;

/**
 * The pixels of an image, row by row from the top, the channels of a pixel next to each other:
 * grey; red, green and blue; or these and how opaque the pixel is.
 */
public final class Pixels {
  /** The channels of a grey image. */
  public static final int GREY = 1;

  /** The channels of a colour image. */
  public static final int RGB = 3;

  /** The channels of a colour image some of whose pixels are not opaque. */
  public static final int RGBA = 4;

  private final int height;
  private final int width;
  private final int channels;
  private final byte[] data;

  /**
   * Makes an image.
   *
   * @param height the rows
   * @param width the pixels of a row
   * @param channels of a pixel: {@link #GREY}, {@link #RGB} or {@link #RGBA}
   * @param data unsigned values; kept, not copied
   */
  public Pixels(int height, int width, int channels, byte[] data) {
    this.height = height;
    this.width = width;
    this.channels = channels;
    this.data = data;
    if ((long) height * width * channels != data.length) {
      throw new IllegalArgumentException(
          "Invalid length %d (must be %d x %d x %d)"
              .formatted(data.length, height, width, channels));
    }
  }

  /** Returns the number of rows. */
  public int height() {
    return height;
  }

  /** Returns the number of pixels of a row. */
  public int width() {
    return width;
  }

  /** Returns the number of channels of a pixel. */
  public int channels() {
    return channels;
  }

  /** Returns the values, unsigned; not a copy. */
  public byte[] data() {
    return data;
  }
}
