package org.coherer.ml.score;

import java.nio.FloatBuffer;
import org.coherer.training.engine.Replica;

/**
 * A network that is ready to score. Shared by the tasks of an executor: they prepare their batches
 * side by side and take turns at the network, which has the executor's threads to itself meanwhile.
 */
final class Predictor {

  private final Replica replica;
  private final int inputLength;
  private final int outputLength;

  Predictor(Replica replica, int inputLength, int outputLength) {
    this.replica = replica;
    this.inputLength = inputLength;
    this.outputLength = outputLength;
  }

  int inputLength() {
    return inputLength;
  }

  int outputLength() {
    return outputLength;
  }

  /** Computes the outputs of some rows; see {@link Replica#predict}. */
  synchronized void predict(FloatBuffer features, int rows, FloatBuffer outputs) {
    replica.predict(features, rows, outputs);
  }
}
