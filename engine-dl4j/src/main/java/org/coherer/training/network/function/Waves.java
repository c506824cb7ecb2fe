package org.coherer.training.network.function;

/**
 * Cosines and sines of arrays, with an error of 5e-7 between -pi and pi, and of 1.2e-7 of the angle
 * beyond, as far as floats lie apart.
 *
 * <p>An angle is a number of half turns away from whole turns; polynomials give its sine and cosine
 * between -pi/2 and pi/2, and the formulas of the double angle the rest. Without a branch or a
 * table, the JIT compiler turns the loops into vector instructions.
 */
public final class Waves {

  private static final float TURNS = (float) (1 / (2 * Math.PI));

  /** 1.5 x 2^23: added to a float, it rounds that to an integer. */
  private static final float ROUNDER = 12582912f;

  /** Below it, the rounder rounds. */
  private static final float MOST_TURNS = 1 << 21;

  private static final float PI = (float) Math.PI;

  private Waves() {}

  /**
   * Computes cosines and sines.
   *
   * @param angles in radians; receives the cosines
   * @param sines receives the sines
   */
  public static void cosinesAndSines(float[] angles, float[] sines, int count) {
    for (int i = 0; i < count; i++) {
      float turns = Math.max(-MOST_TURNS, Math.min(MOST_TURNS, angles[i] * TURNS));
      float half = (turns - ((turns + ROUNDER) - ROUNDER)) * PI;
      float square = half * half;
      float s = -2.5052108e-8f * square + 2.7557319e-6f;
      s = s * square - 1.984127e-4f;
      s = s * square + 8.333334e-3f;
      s = s * square - 0.16666667f;
      s = s * square * half + half;
      float c = 2.0876756e-9f * square - 2.755732e-7f;
      c = c * square + 2.4801588e-5f;
      c = c * square - 1.3888889e-3f;
      c = c * square + 4.1666668e-2f;
      c = c * square - 0.5f;
      c = c * square + 1f;
      angles[i] = 1f - 2f * s * s;
      sines[i] = 2f * s * c;
    }
  }
}
