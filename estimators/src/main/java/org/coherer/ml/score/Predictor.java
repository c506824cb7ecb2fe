package org.coherer.ml.score;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.coherer.ml.embedding.RowLookup;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.engine.Replica;

/**
 * A network that is ready to score. Shared by the tasks of an executor: they prepare their batches
 * side by side and take turns at the network, which has the executor's threads to itself meanwhile.
 */
final class Predictor {

  private final Replica replica;
  private final NetworkShape shape;
  private final int rowLength;
  private final RowLookup lookup;

  /**
   * Creates a predictor.
   *
   * @param rowLength how many values a row has
   * @param lookup makes of a row what the network takes; {@code null} if a row is that already
   */
  Predictor(Replica replica, NetworkShape shape, int rowLength, RowLookup lookup) {
    this.replica = replica;
    this.shape = shape;
    this.rowLength = rowLength;
    this.lookup = lookup;
  }

  int rowLength() {
    return rowLength;
  }

  int outputLength() {
    return shape.outputLength();
  }

  /** Returns what {@link #predict} needs beside its arguments, for one task. */
  FloatBuffer scratch(int rows) {
    return allocate(lookup == null ? 0 : rows, shape.inputLength());
  }

  /** Returns a matrix off the heap. */
  static FloatBuffer allocate(int rows, int width) {
    int bytes = Math.multiplyExact(Math.multiplyExact(rows, width), Float.BYTES);
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  /** Computes the outputs of some rows; see {@link Replica#predict}. */
  void predict(FloatBuffer batch, int rows, FloatBuffer scratch, FloatBuffer outputs) {
    FloatBuffer inputs = batch;
    if (lookup != null) {
      lookup.apply(batch, rows, scratch);
      inputs = scratch;
    }
    synchronized (this) {
      replica.predict(inputs, rows, outputs);
    }
  }
}
