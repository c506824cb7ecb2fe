package org.coherer.training.embedding;

/**
 * Ids as floats, so that they pass wherever the numbers of a row do: {@value #FLOATS} digits of 21
 * bits each, the lowest first. All are whole numbers that a float has exactly.
 */
public final class IdCode {

  /** The floats of an id. */
  public static final int FLOATS = 3;

  private static final int BITS = 21;
  private static final long MASK = (1L << BITS) - 1;

  private IdCode() {}

  /**
   * Writes an id.
   *
   * @param id at least 0
   */
  public static void encode(long id, float[] into, int at) {
    for (int i = 0; i < FLOATS; i++) {
      into[at + i] = (float) (id >>> (i * BITS) & MASK);
    }
  }

  /** Reads an id. */
  public static long decode(float[] from, int at) {
    long id = 0;
    for (int i = 0; i < FLOATS; i++) {
      id |= (long) from[at + i] << (i * BITS);
    }
    return id;
  }
}
