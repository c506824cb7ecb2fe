package org.coherer.connector.column;

/**
 * Brings images of any size to one size, those of one or three channels with the bytes that
 * Pillow's {@code resize} has with its filter {@code BILINEAR}: a triangle that is as wide as the
 * part of the image that becomes a pixel, so that all pixels count where an image gets smaller.
 * First along rows, then along columns. Used by one thread; memory is reused.
 *
 * <p>Each channel is resized by itself. That is what Pillow does with images of one and of three
 * channels; where a fourth says how opaque a pixel is, Pillow has that weigh the others.
 *
 * <p>The module datasource has a resizer of its own, for images of any number of channels while
 * they are decoded: it depends on no other module.
 */
final class ImageResizer {

  private static final int PRECISION_BITS = 22;
  private static final int HALF = 1 << (PRECISION_BITS - 1);
  private static final int MOST = 255;

  /** What becomes of one side of an image. */
  private static final class Side {

    private final int to;
    private int from;
    private int most;
    private int[] first = new int[0];
    private int[] count = new int[0];
    private int[] weights = new int[0];

    Side(int to) {
      this.to = to;
    }

    /** Computes which pixels count for each one, and how much. */
    void prepare(int newFrom) {
      if (newFrom == from) {
        return;
      }
      from = newFrom;
      double scale = (double) from / to;
      double wide = Math.max(1, scale);
      most = (int) Math.ceil(wide) * 2 + 1;
      first = new int[to];
      count = new int[to];
      weights = new int[Math.multiplyExact(to, most)];
      for (int i = 0; i < to; i++) {
        double center = (i + 0.5) * scale;
        first[i] = Math.max(0, (int) (center - wide + 0.5));
        count[i] = Math.min(from, (int) (center + wide + 0.5)) - first[i];
        weigh(i, center, 1 / wide);
      }
    }

    private void weigh(int pixel, double center, double inverse) {
      double sum = 0;
      for (int i = 0; i < count[pixel]; i++) {
        sum += triangle((i + first[pixel] - center + 0.5) * inverse);
      }
      for (int i = 0; i < count[pixel]; i++) {
        double weight = triangle((i + first[pixel] - center + 0.5) * inverse) / sum;
        weights[pixel * most + i] = (int) (0.5 + weight * (1 << PRECISION_BITS));
      }
    }

    private static double triangle(double distance) {
      return Math.max(0, 1 - Math.abs(distance));
    }

    /**
     * Computes one byte.
     *
     * @param at where the side's first byte is
     * @param step how far apart its bytes are
     */
    byte pixel(int pixel, byte[] bytes, int at, int step) {
      int sum = HALF;
      int next = at + first[pixel] * step;
      int weight = pixel * most;
      for (int i = 0; i < count[pixel]; i++) {
        sum += (bytes[next] & 0xff) * weights[weight + i];
        next += step;
      }
      return (byte) Math.max(0, Math.min(MOST, sum >> PRECISION_BITS));
    }
  }

  private final int height;
  private final int width;
  private final Side rows;
  private final Side columns;
  private byte[] narrowed = new byte[0];
  private final byte[] resized;

  /** Creates a resizer to one size. */
  ImageResizer(int height, int width, int channels) {
    this.height = height;
    this.width = width;
    this.rows = new Side(height);
    this.columns = new Side(width);
    this.resized = new byte[height * width * channels];
  }

  /**
   * Resizes an image, whose pixels have their channels next to each other.
   *
   * @return the pixels, valid until the next call; those that were given if the size is right
   */
  byte[] resize(int fromHeight, int fromWidth, byte[] pixels) {
    if (fromHeight == height && fromWidth == width) {
      return pixels;
    }
    int channels = resized.length / height / width;
    byte[] first = pixels;
    if (fromWidth != width) {
      if (narrowed.length < fromHeight * width * channels) {
        narrowed = new byte[fromHeight * width * channels];
      }
      first = fromHeight == height ? resized : narrowed;
      columns.prepare(fromWidth);
      resizeRows(pixels, fromHeight, fromWidth, channels, first);
    }
    if (fromHeight != height) {
      rows.prepare(fromHeight);
      resizeColumns(first, width * channels);
    }
    return resized;
  }

  private void resizeRows(byte[] pixels, int lines, int fromWidth, int channels, byte[] into) {
    int at = 0;
    for (int line = 0; line < lines; line++) {
      int start = line * fromWidth * channels;
      for (int x = 0; x < width; x++) {
        for (int channel = 0; channel < channels; channel++) {
          into[at++] = columns.pixel(x, pixels, start + channel, channels);
        }
      }
    }
  }

  private void resizeColumns(byte[] pixels, int line) {
    int at = 0;
    for (int y = 0; y < height; y++) {
      for (int i = 0; i < line; i++) {
        resized[at++] = rows.pixel(y, pixels, i, line);
      }
    }
  }
}
