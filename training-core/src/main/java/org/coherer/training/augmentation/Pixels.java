package org.coherer.training.augmentation;

import java.util.Arrays;
import org.coherer.training.engine.ImageShape;

/**
 * Changes the pixels of one image after the other, in the row that it lies in. The order of values
 * is that of planes, each with rows of pixels, each with the values that are next to each other: an
 * image with its channels last is one plane, one with its channels first has one value in a pixel.
 */
final class Pixels {

  private final int planes;
  private final int height;
  private final int width;
  private final int depth;
  private final int line;
  private final int plane;
  private final int at;
  private final int length;
  private final float[] row;
  private final float[] copy;

  /**
   * Creates the pixels of a row.
   *
   * @param row the row, whose values may change between calls
   * @param at where in it the image begins
   */
  Pixels(ImageShape image, float[] row, int at) {
    boolean first = image.order() == ImageShape.Order.CHANNELS_FIRST;
    this.planes = first ? image.channels() : 1;
    this.depth = first ? 1 : image.channels();
    this.height = image.height();
    this.width = image.width();
    this.line = width * depth;
    this.plane = height * line;
    this.length = planes * plane;
    this.row = row;
    this.at = at;
    this.copy = new float[length];
  }

  int height() {
    return height;
  }

  int width() {
    return width;
  }

  /** Changes left and right. */
  void flipHorizontally() {
    for (int start = at; start < at + length; start += line) {
      for (int left = 0, right = width - 1; left < right; left++, right--) {
        for (int i = 0; i < depth; i++) {
          swap(start + left * depth + i, start + right * depth + i);
        }
      }
    }
  }

  private void swap(int one, int other) {
    float kept = row[one];
    row[one] = row[other];
    row[other] = kept;
  }

  /** Changes top and bottom. */
  void flipVertically() {
    for (int start = at; start < at + length; start += plane) {
      for (int top = 0, bottom = height - 1; top < bottom; top++, bottom--) {
        System.arraycopy(row, start + top * line, copy, 0, line);
        System.arraycopy(row, start + bottom * line, row, start + top * line, line);
        System.arraycopy(copy, 0, row, start + bottom * line, line);
      }
    }
  }

  /**
   * Moves the image; what leaves it is lost.
   *
   * @param down pixels by which it moves down; below 0, up
   * @param right pixels by which it moves to the right; below 0, to the left
   * @param fill the value of what comes into view
   */
  void shift(int down, int right, float fill) {
    keep();
    Arrays.fill(row, at, at + length, fill);
    int kept = (width - Math.abs(right)) * depth;
    int from = Math.max(0, -right) * depth;
    int to = Math.max(0, right) * depth;
    for (int start = 0; start < length; start += plane) {
      for (int y = Math.max(0, down); y < height + Math.min(0, down); y++) {
        System.arraycopy(
            copy, start + (y - down) * line + from, row, at + start + y * line + to, kept);
      }
    }
  }

  private void keep() {
    System.arraycopy(row, at, copy, 0, length);
  }

  /**
   * Rotates the image around its center, counterclockwise as it is seen.
   *
   * @param fill the value of what comes into view
   */
  void rotate(double degrees, float fill) {
    keep();
    double radians = degrees / 180 * Math.PI;
    float cos = (float) StrictMath.cos(radians);
    float sin = (float) StrictMath.sin(radians);
    float middleX = (width - 1) / 2f;
    float middleY = (height - 1) / 2f;
    for (int y = 0; y < height; y++) {
      float down = y - middleY;
      for (int x = 0; x < width; x++) {
        float right = x - middleX;
        float fromX = (cos * right - sin * down) + middleX;
        float fromY = (sin * right + cos * down) + middleY;
        interpolate(fromX, fromY, (y * width + x) * depth, fill);
      }
    }
  }

  /** Writes a pixel that lies at some place of the copy. */
  private void interpolate(float fromX, float fromY, int to, float fill) {
    int left = floor(fromX);
    int top = floor(fromY);
    float partX = fromX - left;
    float partY = fromY - top;
    if (left >= 0 && top >= 0 && left < width - 1 && top < height - 1) {
      int from = top * line + left * depth;
      for (int start = 0; start < length; start += plane) {
        for (int i = start; i < start + depth; i++) {
          float upper = between(copy[from + i], copy[from + depth + i], partX);
          float lower = between(copy[from + line + i], copy[from + line + depth + i], partX);
          row[at + to + i] = between(upper, lower, partY);
        }
      }
      return;
    }
    for (int start = 0; start < length; start += plane) {
      for (int i = start; i < start + depth; i++) {
        float upper = between(at(left, top, i, fill), at(left + 1, top, i, fill), partX);
        float lower = between(at(left, top + 1, i, fill), at(left + 1, top + 1, i, fill), partX);
        row[at + to + i] = between(upper, lower, partY);
      }
    }
  }

  /** Cheaper than the function of the library. */
  private static int floor(float value) {
    int whole = (int) value;
    return value < whole ? whole - 1 : whole;
  }

  private static float between(float one, float other, float part) {
    return one * (1 - part) + other * part;
  }

  private float at(int x, int y, int value, float fill) {
    return x < 0 || y < 0 || x >= width || y >= height ? fill : copy[y * line + x * depth + value];
  }

  /** Covers a square around a pixel, or what of it is in the image. */
  void cover(int y, int x, int size, float fill) {
    int top = y - size / 2;
    int left = Math.max(0, x - size / 2) * depth;
    int right = Math.min(width, x - size / 2 + size) * depth;
    for (int start = at; start < at + length; start += plane) {
      for (int each = Math.max(0, top); each < Math.min(height, top + size); each++) {
        Arrays.fill(row, start + each * line + left, start + each * line + right, fill);
      }
    }
  }

  /** Multiplies all values. */
  void brighten(float factor) {
    for (int i = at; i < at + length; i++) {
      row[i] *= factor;
    }
  }

  /** Multiplies the distances of all values from their mean. */
  void contrast(float factor) {
    double sum = 0;
    for (int i = at; i < at + length; i++) {
      sum += row[i];
    }
    float mean = (float) (sum / length);
    for (int i = at; i < at + length; i++) {
      row[i] = mean + factor * (row[i] - mean);
    }
  }

  /** Multiplies the distances of a pixel's channels from their mean. */
  void saturate(float factor) {
    int channels = planes * depth;
    int next = planes == 1 ? 1 : plane;
    for (int pixel = at; pixel < at + height * line; pixel += depth) {
      float sum = 0;
      for (int i = 0; i < channels; i++) {
        sum += row[pixel + i * next];
      }
      float grey = sum / channels;
      for (int i = 0; i < channels; i++) {
        int value = pixel + i * next;
        row[value] = grey + factor * (row[value] - grey);
      }
    }
  }

  /** Brings all values between two bounds. */
  void limit(float least, float most) {
    for (int i = at; i < at + length; i++) {
      row[i] = Math.max(least, Math.min(most, row[i]));
    }
  }
}
