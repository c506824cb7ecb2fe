package org.coherer.training.data;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * How a row's label, stored as one float, becomes the target that the network's output is compared
 * with.
 */
public sealed interface TargetEncoding extends Serializable {

  /** Returns the floats per row of the target. */
  int length();

  /**
   * Writes the targets of some rows.
   *
   * @param labels the first {@code count} are the rows' labels
   * @param targets {@link #length} floats for each row, one row after the other
   * @param firstRow the first row that is written
   */
  void encode(float[] labels, int count, FloatBuffer targets, int firstRow);

  /**
   * The label is the index of a class; the target is one-hot.
   *
   * @param classes the number of classes
   */
  record ClassIndex(int classes) implements TargetEncoding {

    private static final FloatBuffer ZEROS =
        ByteBuffer.allocateDirect(4096).order(ByteOrder.nativeOrder()).asFloatBuffer();

    /** Checks the number of classes. */
    public ClassIndex {
      if (classes < 2) {
        throw new IllegalArgumentException(
            "Invalid number of classes " + classes + " (must be at least 2)");
      }
    }

    @Override
    public int length() {
      return classes;
    }

    @Override
    public void encode(float[] labels, int count, FloatBuffer targets, int firstRow) {
      int first = firstRow * classes;
      int end = first + count * classes;
      for (int i = first; i < end; i += ZEROS.capacity()) {
        targets.put(i, ZEROS, 0, Math.min(ZEROS.capacity(), end - i));
      }
      for (int i = 0; i < count; i++) {
        targets.put(first + i * classes + (int) labels[i], 1f);
      }
    }
  }

  /** The label itself is the target. */
  record Value() implements TargetEncoding {

    @Override
    public int length() {
      return 1;
    }

    @Override
    public void encode(float[] labels, int count, FloatBuffer targets, int firstRow) {
      targets.put(firstRow, labels, 0, count);
    }
  }
}
