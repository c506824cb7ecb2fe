package org.coherer.training.sync;

import java.util.Arrays;
import org.coherer.training.vector.FlatVector;

/**
 * The gradients, cut from the end towards the start into buckets that travel one by one, in this
 * order on every rank. The last bucket has the totals of the step too.
 */
final class Buckets {

  private static final long LEAST_BYTES = 256 << 10;
  private static final long MOST_BYTES = 25L << 20;
  private static final int WANTED = 8;

  private final long length;
  private final long size;
  private final FlatVector[] vectors;

  /** The elements of each bucket that are not final yet. */
  private final long[] missing;

  private int next;

  /**
   * Cuts.
   *
   * @param bytes the size of a bucket, or 0 for {@link #automaticBytes}
   */
  Buckets(FlatVector gradients, FlatVector totals, long bytes) {
    length = gradients.length();
    size = Math.max(1, (bytes == 0 ? automaticBytes(length) : bytes) / Float.BYTES);
    vectors = new FlatVector[Math.toIntExact(Math.max(1, (length - 1) / size + 1))];
    missing = new long[vectors.length];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = gradients.slice(start(i), end(i) - start(i));
    }
    int last = vectors.length - 1;
    vectors[last] = FlatVector.concat(vectors[last], totals);
  }

  /**
   * Returns the size for so many gradients: an eighth of them, so that the last bucket, which
   * nothing can hide, is an eighth of the exchange; but at least 256 KiB, where even over loopback
   * latencies are small beside the transfer, and at most 25 MiB, as PyTorch does, so that large
   * networks have short tails too.
   */
  static long automaticBytes(long floats) {
    return Math.min(MOST_BYTES, Math.max(LEAST_BYTES, floats * Float.BYTES / WANTED));
  }

  int count() {
    return vectors.length;
  }

  private long end(int bucket) {
    return length - bucket * size;
  }

  private long start(int bucket) {
    return Math.max(0, end(bucket) - size);
  }

  /** Begins a step: nothing is final, nothing has left. */
  void restart() {
    Arrays.setAll(missing, i -> end(i) - start(i));
    next = 0;
  }

  /** Notes that some gradients are final. */
  void ready(long offset, long count) {
    int first = (int) ((length - offset - count) / size);
    int last = (int) ((length - offset - 1) / size);
    for (int i = first; i <= last; i++) {
      missing[i] -= Math.min(end(i), offset + count) - Math.max(start(i), offset);
      if (missing[i] < 0) {
        throw new IllegalStateException(
            "Gradients " + offset + " to " + (offset + count - 1) + " were announced twice");
      }
    }
  }

  /**
   * Returns the next bucket if it is final, else null. The last one never is before {@link #rest},
   * for it has the totals.
   */
  FlatVector poll() {
    return next < vectors.length - 1 && missing[next] == 0 ? vectors[next++] : null;
  }

  /** Returns the next bucket, now that all are final; null once all have left. */
  FlatVector rest() {
    return next < vectors.length ? vectors[next++] : null;
  }
}
