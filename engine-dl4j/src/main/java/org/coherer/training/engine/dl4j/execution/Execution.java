package org.coherer.training.engine.dl4j.execution;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.function.Consumer;
import org.coherer.training.engine.Batch;
import org.coherer.training.trace.Tracer;
import org.coherer.training.vector.FlatVector;

/** What runs a network's layers, forward and backward. Used by one thread at a time. */
public interface Execution extends AutoCloseable {

  /** The gradients of the inputs of no rows. */
  FloatBuffer NO_ROWS = ByteBuffer.allocateDirect(0).order(ByteOrder.nativeOrder()).asFloatBuffer();

  /** Says where gradients go. Called once, before the first {@link #forwardBackward}. */
  void train(FlatVector gradients);

  /**
   * Sets the gradients to sums over a batch with at least one row.
   *
   * @param seed everything random in the layers depends on it
   * @param finished hears the key of each layer whose gradients have become final, as far as that
   *     is known before the end; null for nobody
   * @return the sum of row weight x loss
   */
  double forwardBackward(Batch batch, long seed, Consumer<String> finished);

  /**
   * Returns the gradients of the last inputs of each row, of the last {@link #forwardBackward}: row
   * by row, off the heap, as many as there are. Valid until the next one.
   */
  FloatBuffer inputGradients();

  /** Makes {@link #inputGradients} those of so many rows without weight, where no pass is made. */
  void clearInputGradients(int rows);

  /**
   * Computes outputs in inference mode.
   *
   * @param outputs receives one row for each
   * @return the sum of row weight x loss
   */
  double evaluate(Batch batch, FloatBuffer outputs);

  /** Computes outputs in inference mode. */
  void predict(FloatBuffer features, int rows, FloatBuffer outputs);

  /** Has passes say how long each layer takes, where that is known. */
  default void traceTo(Tracer tracer) {}

  /** Frees what is not the network's. */
  @Override
  void close();
}
