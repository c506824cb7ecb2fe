package org.coherer.training.engine.dl4j.export.keras;

import java.util.List;

/**
 * What a layer gives.
 *
 * @param layer its name
 * @param layout what a row of it is
 * @param sizes of an input that is not flat; else empty
 */
record KerasTensor(String layer, Layout layout, List<Integer> sizes) {

  /** The dimensions of a row, as Keras has them. */
  enum Layout {
    /** A vector. */
    ROW,
    /** [steps][size]. */
    STEPS,
    /** [height][width][channels]. */
    IMAGE
  }

  static KerasTensor row(String layer) {
    return new KerasTensor(layer, Layout.ROW, List.of());
  }

  /** Returns what another layer gives in the same shape. */
  KerasTensor as(String other) {
    return new KerasTensor(other, layout, sizes);
  }
}
