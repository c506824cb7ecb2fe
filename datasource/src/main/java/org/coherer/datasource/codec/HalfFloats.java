package org.coherer.datasource.codec;

/** Floats of 16 bits, of which JDK 17 knows none. */
public final class HalfFloats {
  private static final int EXPONENT_MASK = 0x1F;
  private static final int FRACTION_MASK = 0x3FF;
  private static final int FRACTION_BITS = 10;
  private static final int SHIFT = 13;
  private static final int REBIAS = 127 - 15;
  private static final int INFINITE = 0x7F80_0000;
  private static final float SUBNORMAL_UNIT = 0x1p-24f;

  private HalfFloats() {}

  /** Returns the float that an IEEE 754 half is. Exact; the payload of a NaN stays. */
  public static float ofHalf(short half) {
    int sign = (half & 0x8000) << Short.SIZE;
    int exponent = (half >> FRACTION_BITS) & EXPONENT_MASK;
    int fraction = half & FRACTION_MASK;
    if (exponent == 0) {
      return Float.intBitsToFloat(sign | Float.floatToRawIntBits(fraction * SUBNORMAL_UNIT));
    }
    int high = exponent == EXPONENT_MASK ? INFINITE : (exponent + REBIAS) << 23;
    return Float.intBitsToFloat(sign | high | (fraction << SHIFT));
  }

  /** Returns the float that a bfloat16 is: the upper half of a float. Exact. */
  public static float ofBrain(short brain) {
    return Float.intBitsToFloat(brain << Short.SIZE);
  }
}
