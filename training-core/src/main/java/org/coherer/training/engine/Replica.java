package org.coherer.training.engine;

import java.nio.FloatBuffer;
import java.util.List;
import org.coherer.training.trace.Tracer;
import org.coherer.training.vector.Chunk;

/**
 * One copy of a network in memory, which computes outputs, losses and gradients. Used by one thread
 * at a time.
 *
 * <p>A training step is {@link #forwardBackward}, then whatever the ranks do to the gradients on
 * the host to agree, a {@link HostMirror#push} of them, then {@link Optimizer#step}. What a pass
 * computes depends on its arguments and the parameters alone, not on calls before it.
 *
 * <p>A network is restored, or brought into agreement, by writing to the host's copy of its
 * parameters and pushing it.
 */
public interface Replica extends AutoCloseable {

  /**
   * Returns all parameters, in an order that depends on the network alone: layer by layer, as
   * {@link NetworkShape#layers} has them.
   */
  HostMirror parameters();

  /** Returns the gradients, in the order of the parameters. */
  HostMirror gradients();

  /** Returns the one optimizer of this replica. */
  Optimizer optimizer();

  /**
   * Sets the engine's gradients to the <em>sum</em> over the batch's rows of row weight x gradient
   * of the row's loss, without regularization terms, and returns the sum of row weight x loss. An
   * empty batch gives zeros. Values that a layer tracks rather than learns (such as batch
   * normalization's running statistics) appear as their wanted change x the batch's weight.
   *
   * @param context where in the run the pass lies, for what changes with it, and its seed
   */
  default double forwardBackward(Batch batch, StepContext context) {
    return forwardBackward(batch, context, GradientListener.NONE);
  }

  /**
   * Does the same, and announces gradients as soon as they are final and the host has them: in
   * slices of which each element lies in exactly one, in general the last layers first. Also an
   * empty batch's are announced. All have been when it returns, so nobody needs to pull them.
   *
   * @param listener {@link GradientListener#NONE} for nobody: then the engine may keep the
   *     gradients until they are pulled
   */
  double forwardBackward(Batch batch, StepContext context, GradientListener listener);

  /**
   * Returns the gradients of the last inputs of each row, {@link ReplicaSettings#inputGradients} of
   * them, that the last {@link #forwardBackward} has computed: of row weight x loss of that row.
   * Rows x inputs, row-major, off the heap, on the host, from index 0 up to the limit. Rows without
   * weight have zeros; before the first pass there are no rows. Valid until the next pass.
   *
   * @throws UnsupportedOperationException if the replica was opened without
   */
  default FloatBuffer inputGradients() {
    throw new UnsupportedOperationException(
        "This replica computes no gradients of its inputs (open it with"
            + " ReplicaSettings.withInputGradients, where its engine has InputGradients)");
  }

  /**
   * Has the passes from now on say where their time goes: layer by layer, as far as the engine
   * knows its layers. What they compute stays the same.
   *
   * @param tracer {@link Tracer#NONE} for nobody
   */
  default void traceTo(Tracer tracer) {}

  /**
   * Returns which {@link #gradients} are none, but changes of values that a layer tracks rather
   * than learns.
   */
  List<Chunk> tracked();

  /**
   * Computes the output for some rows, in inference mode. Does not touch gradients or optimizer
   * state.
   *
   * @param features {@code rows} x input length, row-major, off the heap, read from index 0
   * @param outputs receives {@code rows} x output length, row-major, written from index 0
   */
  void predict(FloatBuffer features, int rows, FloatBuffer outputs);

  /**
   * Computes the output for a batch, in inference mode, and returns the sum of row weight x loss,
   * without regularization terms. Leaves gradients and optimizer state as they are.
   *
   * @param outputs receives {@code rows} x output length, row-major, off the heap, written from
   *     index 0
   */
  double evaluate(Batch batch, FloatBuffer outputs);

  /** Frees what the replica holds. Safe to call again. */
  @Override
  void close();
}
