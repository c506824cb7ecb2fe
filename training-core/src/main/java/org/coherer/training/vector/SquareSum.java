package org.coherer.training.vector;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * The exact sum of the squares of floats, without rounding: it depends neither on their order nor
 * on which rank adds which of them.
 *
 * <p>A float is an integer m below 2^24 times a power of two, its square the integer m^2 below 2^48
 * times a power of four. For each exponent there is one sum of such integers. The whole sum is an
 * integer times 2^-298, in {@value #DIGITS} digits of 32 bits.
 */
public final class SquareSum {

  /** The length of {@link #digits}. */
  public static final int DIGITS = 19;

  private static final int DIGIT_BITS = 32;
  private static final long DIGIT_MASK = (1L << DIGIT_BITS) - 1;
  private static final int UNIT_EXPONENT = -298;
  private static final int EXPONENTS = 256;
  private static final int MANTISSA_BITS = 23;
  private static final int MANTISSA_MASK = (1 << MANTISSA_BITS) - 1;

  /**
   * Neighbours often have the same exponent: separate sums break the dependency between their
   * additions.
   */
  private static final int LANES = 4;

  private static final int BLOCK = 4096;

  /** Blocks after which a lane's sum of 48-bit squares may exceed 63 bits. */
  private static final int BLOCKS_BETWEEN_CARRIES = (1 << 14) / (BLOCK / LANES);

  private final float[] block = new float[BLOCK];
  private final long[] low = new long[LANES * EXPONENTS];
  private final long[] high = new long[EXPONENTS];

  /** Resets the sum to zero. */
  public void clear() {
    Arrays.fill(low, 0);
    Arrays.fill(high, 0);
  }

  /** Adds the squares of all finite elements; others add an arbitrary amount. */
  public void add(FlatVector vector) {
    int blocks = 0;
    for (long done = 0; done < vector.length(); done += BLOCK) {
      int count = (int) Math.min(BLOCK, vector.length() - done);
      vector.get(done, block, count);
      addBlock(count);
      if (++blocks % BLOCKS_BETWEEN_CARRIES == 0) {
        carry();
      }
    }
    carry();
  }

  private void addBlock(int count) {
    for (int i = 0; i < count; i++) {
      int bits = Float.floatToRawIntBits(block[i]);
      int exponent = (bits >>> MANTISSA_BITS) & (EXPONENTS - 1);
      long mantissa = (bits & MANTISSA_MASK) | (exponent == 0 ? 0 : MANTISSA_MASK + 1);
      low[i % LANES * EXPONENTS + exponent] += mantissa * mantissa;
    }
  }

  private void carry() {
    for (int i = 0; i < low.length; i++) {
      high[i % EXPONENTS] += low[i] >>> DIGIT_BITS;
      low[i] &= DIGIT_MASK;
    }
  }

  /** Returns the sum as digits, the lowest first. Sums of these are digits of the sum. */
  public double[] digits() {
    BigInteger sum = BigInteger.ZERO;
    for (int exponent = 0; exponent < EXPONENTS - 1; exponent++) {
      BigInteger squares = BigInteger.valueOf(high[exponent]).shiftLeft(DIGIT_BITS);
      for (int lane = 0; lane < LANES; lane++) {
        squares = squares.add(BigInteger.valueOf(low[lane * EXPONENTS + exponent]));
      }
      if (squares.signum() > 0) {
        // Subnormal numbers, with the exponent 0, have the unit of those with the exponent 1.
        sum = sum.add(squares.shiftLeft(2 * (Math.max(1, exponent) - 1)));
      }
    }
    double[] digits = new double[DIGITS];
    for (int i = 0; i < DIGITS; i++) {
      digits[i] = (double) (sum.shiftRight(i * DIGIT_BITS).longValue() & DIGIT_MASK);
    }
    return digits;
  }

  /** Converts digits to a double, rounding once. */
  public static double valueOf(double[] digits) {
    BigInteger sum = BigInteger.ZERO;
    for (int i = 0; i < DIGITS; i++) {
      sum = sum.add(BigInteger.valueOf((long) digits[i]).shiftLeft(i * DIGIT_BITS));
    }
    return Math.scalb(sum.doubleValue(), UNIT_EXPONENT);
  }
}
