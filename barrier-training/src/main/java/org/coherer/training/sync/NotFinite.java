package org.coherer.training.sync;

import org.coherer.training.vector.FlatVector;

/** Counts numbers that are not finite. Serves one thread. */
public final class NotFinite {

  private static final int BLOCK = 1024;
  private static final int INFINITY_BITS = 0x7f800000;

  private final float[] block = new float[BLOCK];

  /** Returns how many of a vector's elements are NaN or infinite. */
  public long countIn(FlatVector vector) {
    long count = 0;
    for (long done = 0; done < vector.length(); done += BLOCK) {
      int n = (int) Math.min(BLOCK, vector.length() - done);
      vector.get(done, block, n);
      int some = 0;
      for (int i = 0; i < n; i++) {
        // The sign of a difference, so that nothing depends on the values.
        int magnitude = Float.floatToRawIntBits(block[i]) & Integer.MAX_VALUE;
        some += (INFINITY_BITS - 1 - magnitude) >>> (Integer.SIZE - 1);
      }
      count += some;
    }
    return count;
  }
}
