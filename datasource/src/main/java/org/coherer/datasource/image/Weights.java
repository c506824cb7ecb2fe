package org.coherer.datasource.image;

/**
 * What each pixel of a resized row (or column) is made of: neighbouring pixels, each by a weight.
 */
final class Weights {
  /** The bits of a weight behind the point. */
  static final int BITS = 22;

  private final int[] first;
  private final int[][] weights;

  /**
   * Computes the weights.
   *
   * @param from the pixels that there are
   * @param to the pixels that they become
   * @param start the first of these that is wanted
   * @param length how many are wanted
   */
  Weights(int from, int to, int start, int length) {
    first = new int[length];
    weights = new int[length][];
    double scale = (double) from / to;
    double reach = Math.max(scale, 1.0);
    for (int i = 0; i < length; i++) {
      double centre = (start + i + 0.5) * scale;
      first[i] = Math.max(0, (int) (centre - reach + 0.5));
      int end = Math.min(from, (int) (centre + reach + 0.5));
      weights[i] = fixed(triangle(first[i], end - first[i], centre, reach));
    }
  }

  int length() {
    return first.length;
  }

  /** Returns the first pixel that one is made of. */
  int first(int index) {
    return first[index];
  }

  /** Returns the weights of the pixels that one is made of; not a copy. */
  int[] of(int index) {
    return weights[index];
  }

  private static double[] triangle(int first, int count, double centre, double reach) {
    double[] triangle = new double[count];
    double sum = 0;
    for (int i = 0; i < count; i++) {
      double distance = Math.abs((first + i - centre + 0.5) * (1.0 / reach));
      triangle[i] = distance < 1.0 ? 1.0 - distance : 0.0;
      sum += triangle[i];
    }
    for (int i = 0; i < count && sum != 0; i++) {
      triangle[i] /= sum;
    }
    return triangle;
  }

  private static int[] fixed(double[] values) {
    int[] fixed = new int[values.length];
    for (int i = 0; i < fixed.length; i++) {
      fixed[i] = (int) (0.5 + values[i] * (1 << BITS));
    }
    return fixed;
  }
}
