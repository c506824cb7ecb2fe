package org.coherer.training.embedding.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The gradients of several pushes of a table as those of one: of each id their sum, in the order in
 * which the pushes are added. Memory is reused, and grows with the largest sum. Used by one thread
 * at a time.
 */
public final class GradientSums implements AutoCloseable {

  private final int width;
  private final DistinctIds distinct = new DistinctIds();
  private final BatchBuffer ids = new BatchBuffer(1);
  private final BatchBuffer gradients = new BatchBuffer(1);
  private float[] sums = new float[0];

  /**
   * Has no gradients yet.
   *
   * @param width the floats of a row
   */
  public GradientSums(int width) {
    this.width = width;
  }

  /**
   * Forgets all gradients.
   *
   * @param most the most ids of the pushes that are going to be added, together
   * @throws IllegalArgumentException if their gradients might take 2 GiB
   */
  public void clear(long most) {
    if (most * width > Integer.MAX_VALUE / Float.BYTES) {
      throw new IllegalArgumentException(
          "Invalid update of "
              + most
              + " ids (rows of "
              + width
              + " floats must be less than 2 GiB together: take smaller batches)");
    }
    distinct.clear((int) most);
    if (most * width > sums.length) {
      sums = new float[(int) most * width];
    }
  }

  /**
   * Adds a push.
   *
   * @param from the ids, 8 bytes each, none twice
   * @param terms a gradient of a row for each id, 4 bytes each float
   */
  public void add(ByteBuffer from, ByteBuffer terms) {
    int count = from.remaining() / Long.BYTES;
    int term = terms.position();
    for (int i = 0; i < count; i++) {
      int before = distinct.count();
      int number = distinct.numberOf(from.getLong(from.position() + i * Long.BYTES));
      if (number == before) {
        Arrays.fill(sums, number * width, (number + 1) * width, 0);
      }
      for (int j = number * width; j < (number + 1) * width; j++) {
        sums[j] += terms.getFloat(term);
        term += Float.BYTES;
      }
    }
  }

  /** Returns the number of distinct ids. */
  public int count() {
    return distinct.count();
  }

  /** Returns the distinct ids, 8 bytes each; valid until {@link #clear}. */
  public ByteBuffer ids() {
    int bytes = distinct.count() * Long.BYTES;
    ids.reserve(bytes);
    for (int i = 0; i < distinct.count(); i++) {
      ids.whole().putLong(i * Long.BYTES, distinct.id(i));
    }
    return ids.view(0, 0, bytes);
  }

  /** Returns the sums, in the order of the ids; valid until {@link #clear}. */
  public ByteBuffer gradients() {
    int length = distinct.count() * width;
    gradients.reserve(length * Float.BYTES);
    gradients.floats().put(0, sums, 0, length);
    return gradients.view(0, 0, length * Float.BYTES);
  }

  /** Frees the memory off the heap. Safe to call again. */
  @Override
  public void close() {
    ids.close();
    gradients.close();
  }
}
