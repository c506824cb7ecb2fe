package org.coherer.training.engine;

import java.nio.FloatBuffer;
import java.util.List;
import org.coherer.training.vector.Chunk;
import org.coherer.training.vector.FlatVector;

/**
 * One copy of a network in memory, with its gradients and its optimizer state. Used by one thread
 * at a time.
 *
 * <p>A training step is {@link #forwardBackward}, then whatever the ranks do to {@link #gradients}
 * to agree, then {@link #step}. The three vectors alias the engine's own memory: writing to them is
 * how a network is restored or brought into agreement. They stay valid until {@link #close}.
 */
public interface Replica extends AutoCloseable {

  /** Returns all parameters, in an order that depends on the network alone. */
  FlatVector parameters();

  /** Returns the gradients, in the order of the parameters. */
  FlatVector gradients();

  /**
   * Returns the optimizer's state (momentum and the like), in an order that depends on the network
   * alone, and on the part that it updates; may be empty.
   */
  FlatVector optimizerState();

  /**
   * Has {@link #step} from now on change the parameters of one part alone, with the bits that it
   * would give them otherwise; state is kept for this part alone. Before the first step, and before
   * anybody asks for the state.
   *
   * @throws IllegalArgumentException if the network's optimizer cannot be sharded: if {@link
   *     NetworkDescription#shardingObstacle} is not null
   * @throws IllegalStateException if it comes too late
   */
  void shardOptimizer(Chunk part);

  /**
   * Sets {@link #gradients} to the <em>sum</em> over the batch's rows of row weight x gradient of
   * the row's loss, without regularization terms, and returns the sum of row weight x loss. An
   * empty batch gives zeros. Values that a layer tracks rather than learns (such as batch
   * normalization's running statistics) appear as their wanted change x the batch's weight.
   */
  default double forwardBackward(Batch batch) {
    return forwardBackward(batch, GradientListener.NONE);
  }

  /**
   * Does the same, and tells of gradients as soon as they are final: in slices of which each
   * element lies in exactly one, in general the last layers first. Also an empty batch's are told
   * of. All have been when it returns.
   */
  double forwardBackward(Batch batch, GradientListener listener);

  /**
   * Divides {@link #gradients} by {@code weight}, adds regularization, and makes one optimizer
   * step.
   *
   * @param weight the sum of the weights of all rows, on all ranks, that the gradients were summed
   *     over; above zero
   */
  void step(double weight);

  /**
   * Says where in the run the next step lies, for schedules that depend on it.
   *
   * @param iteration optimizer steps made before it, counted over all epochs
   * @param epoch counted from 1
   */
  void position(long iteration, int epoch);

  /**
   * Has the steps that follow multiply every optimizer's learning rate, be it a number or a
   * schedule of the network's own. An optimizer that has none (AdaDelta) stays as it is. At first
   * the factor is 1.
   *
   * @param factor a number of at least 0
   */
  void learningRateFactor(double factor);

  /**
   * Returns the learning rate, factor included, of a step at the position that was last set; NaN if
   * the network's optimizers have several, or none.
   */
  double learningRate();

  /**
   * Returns which {@link #gradients} are none, but changes of values that a layer tracks rather
   * than learns.
   */
  List<Chunk> tracked();

  /**
   * Seeds everything random inside the network (such as dropout) for the calls by this thread that
   * follow.
   */
  void seed(long seed);

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
