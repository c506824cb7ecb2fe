package org.coherer.training.sync;

import org.coherer.training.engine.GradientListener;
import org.coherer.training.engine.Replica;
import org.coherer.training.vector.Chunk;

/**
 * How the replicas of a run are kept alike. Every rank calls {@link #start} once, then {@link
 * #announcements} and {@link #agree} once per step, then {@link #stepped} if it changes anything.
 */
public interface ReplicaSync extends AutoCloseable {

  /**
   * Gives all replicas the parameters of rank 0: pulls them, and pushes what has come.
   *
   * @throws org.coherer.training.transport.TransportException if a peer is lost
   */
  void start(Replica replica);

  /**
   * Begins a step and returns who wants to hear, in the step's last backward pass, which gradients
   * the host has. It may change those that were announced, so only {@link #agree} shows them again.
   *
   * @param step optimizer steps made before this one, counted over all epochs
   */
  default GradientListener announcements(long step) {
    return GradientListener.NONE;
  }

  /**
   * Replaces the gradients by their sum over all ranks and returns the sum of the totals. The host
   * has the gradients before and after; the caller pushes them, if there is a step.
   *
   * @param step optimizer steps made before this one, counted over all epochs
   * @param mine what this rank's batches added up to
   * @throws org.coherer.training.transport.TransportException if a peer is lost
   */
  StepTotals agree(long step, StepTotals mine);

  /**
   * Returns which of so many gradients {@link #agree} replaces on this rank; others then hold no
   * meaningful values.
   *
   * @param length the length of the gradients
   */
  default Chunk summed(long length) {
    return new Chunk(0, length);
  }

  /**
   * Follows the optimizer's step, which all ranks make or none: gives every replica the parameters
   * that others have changed, pushed.
   *
   * @throws org.coherer.training.transport.TransportException if a peer is lost
   */
  default void stepped() {}

  /** Ends what it has started: from then on it uses neither transport nor replica. */
  @Override
  default void close() {}
}
