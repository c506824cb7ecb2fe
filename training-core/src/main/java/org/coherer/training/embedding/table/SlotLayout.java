package org.coherer.training.embedding.table;

import org.coherer.training.embedding.EmbeddingSpec;

/**
 * The bytes of a slot: the id, 8 of them; the row and the optimizer's state, 4 for each float; and,
 * where the table evicts rows, the step of the last push, 4.
 *
 * @param floats the number of floats, row and state
 * @param stamped whether there is a step
 */
record SlotLayout(int floats, boolean stamped) {

  /** Where the floats start. */
  static final int FLOATS = Long.BYTES;

  static SlotLayout of(EmbeddingSpec spec) {
    return new SlotLayout(
        spec.width() + spec.optimizer().stateOf(spec.width()), spec.lifetime().needsAges());
  }

  int stamp() {
    return FLOATS + floats * Float.BYTES;
  }

  int bytes() {
    return stamp() + (stamped ? Integer.BYTES : 0);
  }

  /** Returns the bytes of a row in a snapshot: those of a slot that has a step. */
  int snapshotBytes() {
    return stamp() + Integer.BYTES;
  }
}
