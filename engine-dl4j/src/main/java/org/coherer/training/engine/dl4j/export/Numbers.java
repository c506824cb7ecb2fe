package org.coherer.training.engine.dl4j.export;

import java.util.Arrays;

/** An array of numbers in C order, with the lengths of its dimensions. Nobody changes it. */
public final class Numbers {

  private final float[] values;
  private final int[] sizes;

  private Numbers(float[] values, int[] sizes) {
    this.values = values;
    this.sizes = sizes;
  }

  /**
   * Returns an array of these numbers, which are not copied.
   *
   * @throws IllegalArgumentException if there are not as many as the sizes say
   */
  public static Numbers of(float[] values, int... sizes) {
    long length = Arrays.stream(sizes).asLongStream().reduce(1, Math::multiplyExact);
    if (length != values.length) {
      throw new IllegalArgumentException(
          "Invalid sizes "
              + Arrays.toString(sizes)
              + " of "
              + values.length
              + " numbers (must be of "
              + length
              + ")");
    }
    return new Numbers(values, sizes.clone());
  }

  /** Returns a vector of these numbers, which are not copied. */
  public static Numbers vector(float... values) {
    return of(values, values.length);
  }

  /** Returns a vector of one number, over and over. */
  public static Numbers filled(int length, float value) {
    float[] values = new float[length];
    Arrays.fill(values, value);
    return vector(values);
  }

  /** Returns all numbers. */
  public float[] values() {
    return values;
  }

  /** Returns how many there are. */
  public int length() {
    return values.length;
  }

  /** Returns the length of a dimension. */
  public int size(int dimension) {
    return sizes[dimension];
  }

  /** Returns the lengths of the dimensions. */
  public int[] sizes() {
    return sizes.clone();
  }

  /**
   * Returns the same numbers with their dimensions in another order.
   *
   * @param order the dimension of this that each one of the result is
   */
  public Numbers permuted(int... order) {
    int[] strides = new int[sizes.length];
    int stride = 1;
    for (int i = sizes.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= sizes[i];
    }
    int[] turned = Arrays.stream(order).map(dimension -> sizes[dimension]).toArray();
    int[] steps = Arrays.stream(order).map(dimension -> strides[dimension]).toArray();
    float[] result = new float[values.length];
    int[] at = new int[turned.length];
    int from = 0;
    for (int i = 0; i < result.length; i++) {
      result[i] = values[from];
      for (int d = at.length - 1; d >= 0; d--) {
        from += steps[d];
        if (++at[d] < turned[d]) {
          break;
        }
        from -= steps[d] * turned[d];
        at[d] = 0;
      }
    }
    return new Numbers(result, turned);
  }

  /**
   * Returns the same numbers with equal parts of the last dimension, or of the first one, in
   * another order.
   *
   * @param first whether it is the first dimension that has parts
   * @param order the part of this that each one of the result is
   */
  public Numbers regrouped(boolean first, int... order) {
    int rows = first ? 1 : values.length / sizes[sizes.length - 1];
    int part = values.length / rows / order.length;
    float[] result = new float[values.length];
    for (int row = 0; row < rows; row++) {
      int start = row * order.length * part;
      for (int i = 0; i < order.length; i++) {
        System.arraycopy(values, start + order[i] * part, result, start + i * part, part);
      }
    }
    return new Numbers(result, sizes);
  }
}
