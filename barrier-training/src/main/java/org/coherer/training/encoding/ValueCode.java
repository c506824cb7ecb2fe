package org.coherer.training.encoding;

/**
 * The float that stands for a label in a record until it is known which labels there are, and so
 * which class each of them is.
 *
 * <p>A code depends on the label alone, so that a part of the records that has to be made again has
 * the same codes, in whatever order its rows then come. Small integers have codes of their own,
 * from 2 on; all others have a hash for a code, whose size is below 2. That two labels have the
 * same hash is found when all are known.
 */
public final class ValueCode {

  /** The groups that codes fall into, for spreading rows evenly by class. */
  public static final int STRATA = 64;

  private static final int INTEGERS = 1 << 23;
  private static final int FIRST_INTEGER = 2;

  /** A float without this bit of its exponent is below 2, and never NaN or infinite. */
  private static final int LARGE = 1 << 30;

  private ValueCode() {}

  /** Returns whether a number is one of the integers that have codes of their own. */
  public static boolean isSmall(double label) {
    return label >= 0 && label < INTEGERS && label == Math.rint(label);
  }

  /** Returns the code of an integer from 0 to 2^23 - 1. */
  public static float ofSmall(int label) {
    return label + FIRST_INTEGER;
  }

  /** Returns the code of another label, given a hash of it. */
  public static float ofHash(int hash) {
    return Float.intBitsToFloat(hash & ~LARGE);
  }

  /** Returns the group of a code: that of an integer is its remainder. */
  public static int stratum(float code) {
    int number = code >= FIRST_INTEGER ? (int) code - FIRST_INTEGER : Float.floatToRawIntBits(code);
    return Math.floorMod(number, STRATA);
  }
}
