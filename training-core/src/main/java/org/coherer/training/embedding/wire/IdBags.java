package org.coherer.training.embedding.wire;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.coherer.training.embedding.EmbeddingInput;
import org.coherer.training.embedding.IdCode;

/**
 * The ids of one column in a batch: those of a row are a bag, see {@link Pooling}. Reused for one
 * batch after the other; memory grows with the largest.
 */
public final class IdBags {

  private final EmbeddingInput input;
  private final int from;
  private final float[] codes;
  private long[] ids = new long[0];
  private int count;
  private int[] ends = new int[0];

  /**
   * Has no batch yet.
   *
   * @param from where the numbers of the column begin in a row
   */
  public IdBags(EmbeddingInput input, int from) {
    this.input = input;
    this.from = from;
    this.codes = new float[input.floats()];
  }

  /**
   * Takes the ids of a batch.
   *
   * @param batch rows of {@code length} numbers, row-major, from index 0
   * @throws IllegalArgumentException if a row has a number of ids that cannot be
   */
  public void read(FloatBuffer batch, int length, int rows) {
    count = 0;
    if (ends.length != rows) {
      ends = new int[rows];
    }
    for (int row = 0; row < rows; row++) {
      batch.get(row * length + from, codes);
      add();
      ends[row] = count;
    }
  }

  private void add() {
    int own = (int) codes[0];
    if (own < 0 || own > input.mostIds()) {
      throw new IllegalArgumentException(
          "Invalid number of ids %s of column '%s' (must be from 0 to %d)"
              .formatted(codes[0], input.column(), input.mostIds()));
    }
    if (count + own > ids.length) {
      ids = Arrays.copyOf(ids, Math.max(2 * ids.length, count + own));
    }
    for (int i = 0; i < own; i++) {
      ids[count++] = IdCode.decode(codes, 1 + i * IdCode.FLOATS);
    }
  }

  /** Returns the ids, bag after bag, of which the first {@link #count} are those of the batch. */
  public long[] ids() {
    return ids;
  }

  /** Returns how many ids there are. */
  public int count() {
    return count;
  }

  /** Returns where each bag ends. */
  public int[] ends() {
    return ends;
  }
}
