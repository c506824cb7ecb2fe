package org.coherer.training.checkpoint.format;

import java.util.List;

/**
 * What is alike on all ranks at a checkpoint.
 *
 * @param vectors the vectors that all slices together hold
 * @param loop where the run stood, as bytes of whoever runs it
 * @param best whether the run was at its best there
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record CheckpointState(List<StateVector> vectors, byte[] loop, boolean best) {

  /** Copies the list. */
  public CheckpointState {
    vectors = List.copyOf(vectors);
  }

  void write(FieldWriter fields) {
    fields.integer(vectors.size());
    vectors.forEach(vector -> fields.text(vector.name()).number(vector.length()));
    fields.flag(best).bytes(loop);
  }

  static CheckpointState read(FieldReader fields) {
    List<StateVector> vectors = fields.list(() -> new StateVector(fields.text(), fields.number()));
    boolean best = fields.flag();
    return new CheckpointState(vectors, fields.bytes(), best);
  }
}
