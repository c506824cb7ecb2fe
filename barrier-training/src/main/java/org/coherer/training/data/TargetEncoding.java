package org.coherer.training.data;

import java.io.Serializable;
import java.nio.FloatBuffer;

/**
 * How a row's label, stored as one float, becomes the target that the network's output is compared
 * with.
 */
public sealed interface TargetEncoding extends Serializable {

  /** Returns the floats per row of the target. */
  int length();

  /** Writes one row's target at {@code offset}. */
  void encode(float label, FloatBuffer targets, int offset);

  /**
   * The label is the index of a class; the target is one-hot.
   *
   * @param classes the number of classes
   */
  record ClassIndex(int classes) implements TargetEncoding {

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
    public void encode(float label, FloatBuffer targets, int offset) {
      for (int i = 0; i < classes; i++) {
        targets.put(offset + i, i == (int) label ? 1f : 0f);
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
    public void encode(float label, FloatBuffer targets, int offset) {
      targets.put(offset, label);
    }
  }
}
