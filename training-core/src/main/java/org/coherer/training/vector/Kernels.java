package org.coherer.training.vector;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/**
 * Loops over consecutive floats off the heap.
 *
 * <p>The JIT compiler vectorizes loops over arrays, but not over buffers: so blocks are copied to
 * arrays that stay in the first-level cache. {@code bin/bench kernel} measures the gain.
 */
final class Kernels {

  /** 4 KiB: two of them leave most of a first-level cache to the data. */
  private static final int BLOCK = 1024;

  /** The bits of a float's exponent; they are all zero in subnormal numbers and zeros. */
  private static final int EXPONENT = 0x7f800000;

  /**
   * Two blocks of each thread that adds. New ones for every call cost as much as the sum of 8 KiB,
   * and were a fifth of all garbage of a training step.
   */
  private static final ThreadLocal<float[][]> SCRATCH =
      ThreadLocal.withInitial(() -> new float[2][BLOCK]);

  private Kernels() {}

  /** Adds {@code count} floats of {@code b} from {@code from} on to those of {@code a}. */
  static void add(FloatBuffer a, int at, FloatBuffer b, int from, int count) {
    float[][] scratch = SCRATCH.get();
    float[] sum = scratch[0];
    float[] term = scratch[1];
    for (int done = 0; done < count; done += BLOCK) {
      int n = Math.min(BLOCK, count - done);
      a.get(at + done, sum, 0, n);
      b.get(from + done, term, 0, n);
      for (int i = 0; i < n; i++) {
        sum[i] += term[i];
      }
      a.put(at + done, sum, 0, n);
    }
  }

  /** Sets both to their sum. */
  static void addBoth(FloatBuffer a, int at, FloatBuffer b, int from, int count) {
    float[][] scratch = SCRATCH.get();
    float[] sum = scratch[0];
    float[] term = scratch[1];
    for (int done = 0; done < count; done += BLOCK) {
      int n = Math.min(BLOCK, count - done);
      a.get(at + done, sum, 0, n);
      b.get(from + done, term, 0, n);
      for (int i = 0; i < n; i++) {
        sum[i] += term[i];
      }
      a.put(at + done, sum, 0, n);
      b.put(from + done, sum, 0, n);
    }
  }

  /** Multiplies all by a factor. */
  static void scale(FloatBuffer a, float factor) {
    float[] block = SCRATCH.get()[0];
    for (int done = 0; done < a.capacity(); done += BLOCK) {
      int n = Math.min(BLOCK, a.capacity() - done);
      a.get(done, block, 0, n);
      for (int i = 0; i < n; i++) {
        block[i] *= factor;
      }
      a.put(done, block, 0, n);
    }
  }

  /**
   * Sets all that are subnormal to zero: a loop of integer instructions, none of which depends on
   * the values, so that it is vectorized and takes the same time whatever it finds.
   */
  static void clearSubnormals(IntBuffer a) {
    int[] block = new int[Math.min(a.capacity(), BLOCK)];
    for (int done = 0; done < a.capacity(); done += BLOCK) {
      int n = Math.min(BLOCK, a.capacity() - done);
      a.get(done, block, 0, n);
      for (int i = 0; i < n; i++) {
        int exponentIsZero = ((block[i] & EXPONENT) - 1) >> 31; // All bits, or none.
        block[i] &= ~exponentIsZero;
      }
      a.put(done, block, 0, n);
    }
  }
}
