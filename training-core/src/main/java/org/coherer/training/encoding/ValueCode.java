package org.coherer.training.encoding;

import java.nio.charset.StandardCharsets;

/**
 * The float that stands for a label or a category in a record until it is known which ones there
 * are.
 *
 * <p>A code depends on the value alone, so that a part of the records that has to be made again has
 * the same codes, in whatever order its rows then come. Small integers have codes of their own,
 * from 2 on; all others have a hash for a code, whose size is below 2. That two labels have the
 * same hash is found when all are known; two such categories count as one.
 */
public final class ValueCode {

  /** The groups that codes fall into, for spreading rows evenly by class. */
  public static final int STRATA = 64;

  private static final long FNV_PRIME = 0x100000001B3L;
  private static final long FNV_START = 0xCBF29CE484222325L;
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

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

  /** Returns the code of a number. */
  public static float ofNumber(double number) {
    return isSmall(number) ? ofSmall((int) number) : ofHash(mixed(Double.doubleToLongBits(number)));
  }

  /** Returns the code of a text. */
  public static float ofText(String text) {
    return ofText(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the code of a text, given its bytes in UTF-8. */
  public static float ofText(byte[] text) {
    long hash = FNV_START;
    for (byte one : text) {
      hash = (hash ^ one) * FNV_PRIME;
    }
    return ofHash(mixed(hash));
  }

  private static int mixed(long bits) {
    return (int) (((bits ^ (bits >>> 32)) * GOLDEN_GAMMA) >>> 32);
  }

  private static float ofHash(int hash) {
    return Float.intBitsToFloat(hash & ~LARGE);
  }

  /** Returns the group of a code: that of an integer is its remainder. */
  public static int stratum(float code) {
    int number = code >= FIRST_INTEGER ? (int) code - FIRST_INTEGER : Float.floatToRawIntBits(code);
    return Math.floorMod(number, STRATA);
  }
}
