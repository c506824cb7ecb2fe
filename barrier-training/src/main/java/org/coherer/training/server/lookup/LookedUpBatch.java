package org.coherer.training.server.lookup;

import java.nio.FloatBuffer;
import java.util.List;
import org.coherer.training.engine.Batch;

/**
 * A batch as a network takes it, and the ids that its last inputs are the rows of. Reused: takes
 * one batch of the data after the other.
 */
final class LookedUpBatch implements AutoCloseable {

  private final int features;
  private final int width;
  private final List<InputRows> inputs;
  private Batch batch;
  private float[] row = new float[0];

  /**
   * Has no batch yet.
   *
   * @param features how many inputs come before the combined rows
   * @param width how many floats all combined rows have
   */
  LookedUpBatch(int features, int width, List<InputRows> inputs) {
    this.features = features;
    this.width = width;
    this.inputs = inputs;
  }

  /** Returns the batch, complete once it is {@link #finish finished}. */
  Batch batch() {
    return batch;
  }

  List<InputRows> inputs() {
    return inputs;
  }

  /** Takes over a batch of the data, which is not needed any more, and asks for its rows. */
  void take(Batch data) {
    int rows = data.rows();
    if (batch == null || batch.capacity() < rows) {
      batch = new Batch(data.capacity(), features + width, data.targetLength());
    }
    copy(data.features(), data.featureLength(), batch.features(), batch.featureLength(), rows);
    batch.targets().put(0, data.targets(), 0, rows * data.targetLength());
    batch.weights().put(0, data.weights(), 0, rows);
    batch.rows(rows);
    for (InputRows input : inputs) {
      input.take(data.features(), data.featureLength(), rows);
    }
  }

  private void copy(FloatBuffer from, int fromLength, FloatBuffer to, int toLength, int rows) {
    if (row.length < features) {
      row = new float[features];
    }
    for (int i = 0; i < rows; i++) {
      from.get(i * fromLength, row, 0, features);
      to.put(i * toLength, row, 0, features);
    }
  }

  /** Waits for the rows. */
  void finish() {
    for (InputRows input : inputs) {
      input.finish(batch.features(), batch.featureLength());
    }
  }

  /** Has each id take its part of the gradients of the last inputs. */
  void spread(FloatBuffer gradients) {
    for (InputRows input : inputs) {
      input.spread(gradients, width);
    }
  }

  /** Waits for what is under way. */
  void settle() {
    inputs.forEach(InputRows::settle);
  }

  @Override
  public void close() {
    inputs.forEach(InputRows::close);
  }
}
