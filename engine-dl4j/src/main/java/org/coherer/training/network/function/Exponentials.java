package org.coherer.training.network.function;

/**
 * Functions of arrays that have an exponential function in them, in place.
 *
 * <p>Every function is a few loops without a branch or a table, short enough for the JIT compiler
 * to turn them into vector instructions. All but Mish are monotone, and infinite arguments give the
 * limits.
 */
public final class Exponentials {

  private static final float LOG2_E = 1.442695f;

  /** ln 2 in two parts; multiples of the first are exact. */
  private static final float LN2_HIGH = 0.6933594f;

  private static final float LN2_LOW = -0.00021219444f;

  /** 1.5 x 2^23: added to a float, it rounds that to an integer, in the last bits of the sum. */
  private static final float ROUNDER = 12582912f;

  private static final int MANTISSA_BITS = 23;
  private static final int BITS_OF_ONE = 0x3F800000;

  /** The arguments between which {@link #split} is right; the power of two above is infinite. */
  private static final float LEAST = -87f;

  private static final float MOST = 89f;

  /** From here up, Mish is its argument, and the square of the exponential's square is a float. */
  private static final float MISH_END = 20f;

  /**
   * Up to here the hyperbolic tangent is a polynomial. Chosen so that both parts have little error
   * where they meet, and that {@code 1 / BEND}, times {@code BEND}, is 1.
   */
  private static final float BEND = 0.59765625f;

  private static final float EXP_AT_BEND = (float) Math.exp(2.0 * BEND);

  /** 1 - tanh(BEND), as {@link #tanh} computes it. */
  private static final float ABOVE_BEND = 2f / (1f + EXP_AT_BEND);

  /** So far beyond BEND, 1 is the closest float to the hyperbolic tangent. */
  private static final float TANH_END = 10f;

  /**
   * Sums, scales and copies of arguments of a thread, as long as the longest array that it has had.
   */
  private static final ThreadLocal<float[][]> SCRATCH =
      ThreadLocal.withInitial(() -> new float[3][0]);

  private Exponentials() {}

  /**
   * Computes 1 / (1 + exp(-x)), with an error of 2.5 units in the last place where that is at least
   * 1e-38, and of 5e-39 below. It is 0 from -89 down, and 1 from 18 up.
   */
  public static void sigmoid(float[] x, int from, int to) {
    float[][] scratch = scratch(to);
    float[] scales = scratch[1];
    for (int i = from; i < to; i++) {
      x[i] = Math.max(LEAST, Math.min(MOST, -x[i]));
    }
    split(x, scratch, from, to);
    for (int i = from; i < to; i++) {
      x[i] = 1f / (1f + scales[i] * (x[i] + 1f));
    }
  }

  /**
   * Computes exp(x) - 1 of what is below 0, with an error of 1 unit in the last place. It is -1
   * from -18 down. The rest stays as it is.
   */
  public static void elu(float[] x, int from, int to) {
    float[][] scratch = scratch(to);
    float[] scales = scratch[1];
    float[] below = scratch[2];
    for (int i = from; i < to; i++) {
      below[i] = Math.max(LEAST, Math.min(0f, x[i]));
    }
    split(below, scratch, from, to);
    for (int i = from; i < to; i++) {
      x[i] = Math.max(x[i], 0f) + (scales[i] * below[i] + (scales[i] - 1f));
    }
  }

  /**
   * Computes hyperbolic tangents, with an error of 2 units in the last place: odd, and 1 from 9.4
   * up. Beyond a bend it is tanh(bend) + (1 - tanh(bend)) - 2 / (1 + exp(2x)), whose terms cancel
   * exactly at the bend; a clamped argument, rather than a branch, chooses the formula.
   */
  public static void tanh(float[] x, int from, int to) {
    float[][] scratch = scratch(to);
    float[] scales = scratch[1];
    float[] powers = scratch[2];
    for (int i = from; i < to; i++) {
      float size = Math.abs(x[i]);
      powers[i] = 2f * Math.min(TANH_END, size - Math.min(BEND, size));
    }
    split(powers, scratch, from, to);
    for (int i = from; i < to; i++) {
      float bent = Math.max(-BEND, Math.min(BEND, x[i]));
      float u = bent * bent;
      float p = -0.0057049887f * u + 0.020639088f;
      p = p * u - 0.053739715f;
      p = p * u + 0.13331442f;
      p = p * u - 0.3333328f;
      float power = scales[i] * (powers[i] + 1f);
      float beyond = ABOVE_BEND - 2f / (1f + EXP_AT_BEND * power);
      // Below the bend, the factor is no sign, but what is beyond is 0.
      x[i] = bent + bent * (u * p) + bent * (1f / BEND) * beyond;
    }
  }

  /**
   * Computes x tanh(log(1 + exp(x))), with an error of 4 units in the last place where x is at
   * least -80, and of 2e-33 below. With e = exp(x) and n = e (e + 2), that is x n / (n + 2).
   */
  public static void mish(float[] x, int from, int to) {
    float[][] scratch = scratch(to);
    float[] scales = scratch[1];
    float[] powers = scratch[2];
    for (int i = from; i < to; i++) {
      powers[i] = Math.max(LEAST, Math.min(MISH_END, x[i]));
    }
    split(powers, scratch, from, to);
    for (int i = from; i < to; i++) {
      float e = scales[i] * (powers[i] + 1f);
      float n = e * (e + 2f);
      x[i] = Math.max(LEAST, x[i]) * (n / (n + 2f));
    }
  }

  /**
   * Multiplies gradients by the slopes of {@link #mish}, with an error of 1e-6: n / (n + 2) + 4 x e
   * (e + 1) / (n + 2)^2.
   *
   * @param x the arguments; overwritten
   */
  public static void multiplyMishSlopes(float[] x, float[] gradients, int from, int to) {
    float[][] scratch = scratch(to);
    float[] scales = scratch[1];
    float[] powers = scratch[2];
    for (int i = from; i < to; i++) {
      x[i] = Math.max(LEAST, Math.min(MISH_END, x[i]));
      powers[i] = x[i];
    }
    split(powers, scratch, from, to);
    for (int i = from; i < to; i++) {
      float e = scales[i] * (powers[i] + 1f);
      float n = e * (e + 2f);
      float below = 1f / (n + 2f);
      gradients[i] *= n * below + 4f * x[i] * (e * below) * ((e + 1f) * below);
    }
  }

  /**
   * Splits exp(x) = 2^k (1 + q), for x from {@link #LEAST} to {@link #MOST}: the scales become 2^k,
   * by writing k into the exponent of a float, and x becomes q = exp(x - k ln 2) - 1. The
   * polynomial is that of the Cephes library.
   */
  private static void split(float[] x, float[][] scratch, int from, int to) {
    float[] sums = scratch[0];
    float[] scales = scratch[1];
    for (int i = from; i < to; i++) {
      sums[i] = x[i] * LOG2_E + ROUNDER;
    }
    for (int i = from; i < to; i++) {
      int bits = Float.floatToRawIntBits(sums[i]) << MANTISSA_BITS;
      scales[i] = Float.intBitsToFloat(bits + BITS_OF_ONE);
    }
    for (int i = from; i < to; i++) {
      float k = sums[i] - ROUNDER;
      float r = x[i] - k * LN2_HIGH - k * LN2_LOW;
      float p = 0.00019875691f * r + 0.0013981999f;
      p = p * r + 0.008333452f;
      p = p * r + 0.041665796f;
      p = p * r + 0.16666666f;
      p = p * r + 0.5f;
      x[i] = p * (r * r) + r;
    }
  }

  private static float[][] scratch(int length) {
    float[][] scratch = SCRATCH.get();
    if (scratch[0].length < length) {
      for (int i = 0; i < scratch.length; i++) {
        scratch[i] = new float[length];
      }
    }
    return scratch;
  }
}
