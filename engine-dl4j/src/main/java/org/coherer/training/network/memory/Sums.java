package org.coherer.training.network.memory;

/** Sums in double precision. Four partial sums break the dependency between additions. */
public final class Sums {

  private Sums() {}

  /** Returns the sum of the first numbers. */
  public static double of(float[] x, int count) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 4 <= count; i += 4) {
      a += x[i];
      b += x[i + 1];
      c += x[i + 2];
      d += x[i + 3];
    }
    for (; i < count; i++) {
      a += x[i];
    }
    return a + b + c + d;
  }

  /** Returns the sum of the products of the first numbers. */
  public static double ofProducts(float[] x, float[] y, int count) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 4 <= count; i += 4) {
      a += (double) x[i] * y[i];
      b += (double) x[i + 1] * y[i + 1];
      c += (double) x[i + 2] * y[i + 2];
      d += (double) x[i + 3] * y[i + 3];
    }
    for (; i < count; i++) {
      a += (double) x[i] * y[i];
    }
    return a + b + c + d;
  }
}
