package org.coherer.training.sync;

import java.nio.IntBuffer;
import org.coherer.training.vector.FlatVector;

/** Counts numbers that are not finite. Serves one thread. */
public final class NotFinite {

  private static final int BLOCK = 1024;
  private static final int INFINITY_BITS = 0x7f800000;

  private final int[] block = new int[BLOCK];

  /** Returns how many of a vector's elements are NaN or infinite. */
  public long countIn(FlatVector vector) {
    long count = 0;
    for (int i = 0; i < vector.segmentCount(); i++) {
      count += countIn(vector.segment(i).asIntBuffer());
    }
    return count;
  }

  /** A loop over integers in an array is vectorized; one over floats, or a buffer, is not. */
  private long countIn(IntBuffer bits) {
    long count = 0;
    for (int done = 0; done < bits.capacity(); done += BLOCK) {
      int n = Math.min(BLOCK, bits.capacity() - done);
      bits.get(done, block, 0, n);
      int some = 0;
      for (int i = 0; i < n; i++) {
        // The sign of a difference, so that nothing depends on the values.
        int magnitude = block[i] & Integer.MAX_VALUE;
        some += (INFINITY_BITS - 1 - magnitude) >>> (Integer.SIZE - 1);
      }
      count += some;
    }
    return count;
  }
}
