package org.coherer.ml.score;

/** What leaves a network, as Spark's vectors have it. */
public final class Doubles {

  private Doubles() {}

  /** Returns a part of some floats. */
  public static double[] of(float[] values, int from, int length) {
    double[] copied = new double[length];
    for (int i = 0; i < length; i++) {
      copied[i] = values[from + i];
    }
    return copied;
  }
}
