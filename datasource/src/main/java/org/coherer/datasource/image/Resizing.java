package org.coherer.datasource.image;

import java.util.Arrays;

/**
 * Resizes an image and cuts a window out of the result, of which alone pixels are computed.
 *
 * <p>A pixel is the mean of those around its place, with weights that fall linearly with the
 * distance; where the image becomes smaller, over as many pixels as one stands for, so that nothing
 * is skipped. Rows are resized first, then columns; sums have 22 bits behind the point.
 */
final class Resizing {
  private static final int HALF = 1 << (Weights.BITS - 1);

  private final Pixels image;
  private final Weights across;
  private final Weights down;

  /**
   * Makes one.
   *
   * @param image the image
   * @param across what the pixels of a row are made of
   * @param down what rows are made of
   */
  Resizing(Pixels image, Weights across, Weights down) {
    this.image = image;
    this.across = across;
    this.down = down;
  }

  Pixels apply() {
    int first = down.first(0);
    int rows = down.end(down.length() - 1) - first;
    byte[] narrow = across(first, rows);
    return new Pixels(down.length(), across.length(), image.channels(), down(narrow, first));
  }

  private byte[] across(int firstRow, int rows) {
    int channels = image.channels();
    byte[] narrow = new byte[Math.multiplyExact(rows * channels, across.length())];
    for (int y = 0; y < rows; y++) {
      int row = (firstRow + y) * image.width();
      for (int x = 0; x < across.length(); x++) {
        int at = (row + across.first(x)) * channels;
        int to = (y * across.length() + x) * channels;
        if (channels == Pixels.RGB) {
          pixel(at, across.of(x), narrow, to);
        } else {
          pixel(at, across.of(x), channels, narrow, to);
        }
      }
    }
    return narrow;
  }

  /** The three channels side by side. */
  private void pixel(int from, int[] weights, byte[] into, int to) {
    byte[] data = image.data();
    int red = HALF;
    int green = HALF;
    int blue = HALF;
    int at = from;
    for (int weight : weights) {
      red += weight * (data[at] & 0xFF);
      green += weight * (data[at + 1] & 0xFF);
      blue += weight * (data[at + 2] & 0xFF);
      at += Pixels.RGB;
    }
    into[to] = clip(red);
    into[to + 1] = clip(green);
    into[to + 2] = clip(blue);
  }

  private void pixel(int from, int[] weights, int channels, byte[] into, int to) {
    byte[] data = image.data();
    for (int channel = 0; channel < channels; channel++) {
      int sum = HALF;
      int at = from + channel;
      for (int weight : weights) {
        sum += weight * (data[at] & 0xFF);
        at += channels;
      }
      into[to + channel] = clip(sum);
    }
  }

  private byte[] down(byte[] narrow, int firstRow) {
    int rowBytes = across.length() * image.channels();
    byte[] small = new byte[Math.multiplyExact(rowBytes, down.length())];
    int[] sums = new int[rowBytes];
    for (int y = 0; y < down.length(); y++) {
      int[] weights = down.of(y);
      Arrays.fill(sums, HALF);
      for (int i = 0; i < weights.length; i++) {
        add(narrow, (down.first(y) - firstRow + i) * rowBytes, weights[i], sums);
      }
      for (int i = 0; i < rowBytes; i++) {
        small[y * rowBytes + i] = clip(sums[i]);
      }
    }
    return small;
  }

  private static void add(byte[] row, int at, int weight, int[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += weight * (row[at + i] & 0xFF);
    }
  }

  /** Weights are positive and sum up to 1, give or take a bit. */
  private static byte clip(int sum) {
    return (byte) Math.min(0xFF, sum >> Weights.BITS);
  }
}
