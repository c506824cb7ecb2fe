package org.coherer.datasource.image;

import java.util.Arrays;

/**
 * Resizes an image and cuts a window out of the result, of which alone pixels are computed.
 *
 * <p>A pixel is the mean of those around its place, with weights that fall linearly with the
 * distance; where the image becomes smaller, over as many pixels as one stands for, so that nothing
 * is skipped. Rows are resized first, then columns; sums have 22 bits behind the point. Only the
 * few rows that the next one is made of are in memory at a time.
 */
final class Resizing {
  private static final int HALF = 1 << (Weights.BITS - 1);
  private static final int MIN_ROWS = 4;
  private static final int MAX_KEPT_BYTES = 1 << 20;

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
    int rowBytes = across.length() * image.channels();
    byte[] small = new byte[Math.multiplyExact(rowBytes, down.length())];
    byte[][] narrow = new byte[kept(rowBytes)][rowBytes];
    int[] held = new int[narrow.length];
    Arrays.fill(held, -1);
    int[] sums = new int[rowBytes];
    for (int y = 0; y < down.length(); y++) {
      int[] weights = down.of(y);
      Arrays.fill(sums, HALF);
      for (int i = 0; i < weights.length; i++) {
        int row = down.first(y) + i;
        int slot = row % narrow.length;
        if (held[slot] != row) {
          across(row, narrow[slot]);
          held[slot] = row;
        }
        add(narrow[slot], weights[i], sums);
      }
      for (int i = 0; i < rowBytes; i++) {
        small[y * rowBytes + i] = clip(sums[i]);
      }
    }
    return new Pixels(down.length(), across.length(), image.channels(), small);
  }

  /**
   * Returns how many narrow rows are kept for the next row that they are part of: all that one row
   * is made of, unless they are so many that it is better to make them twice.
   */
  private int kept(int rowBytes) {
    int most = 1;
    for (int y = 0; y < down.length(); y++) {
      most = Math.max(most, down.of(y).length);
    }
    return Math.min(most, Math.max(MIN_ROWS, MAX_KEPT_BYTES / rowBytes));
  }

  private void across(int row, byte[] narrow) {
    int channels = image.channels();
    int start = row * image.width();
    for (int x = 0; x < across.length(); x++) {
      int at = (start + across.first(x)) * channels;
      if (channels == Pixels.RGB) {
        pixel(at, across.of(x), narrow, x * channels);
      } else {
        pixel(at, across.of(x), channels, narrow, x * channels);
      }
    }
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

  private static void add(byte[] row, int weight, int[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += weight * (row[i] & 0xFF);
    }
  }

  /** Weights are positive and sum up to 1, give or take a bit. */
  private static byte clip(int sum) {
    return (byte) Math.min(0xFF, sum >> Weights.BITS);
  }
}
