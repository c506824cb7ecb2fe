package org.coherer.training.sync;

import java.util.Optional;
import org.coherer.training.engine.GradientListener;
import org.coherer.training.trace.Tracer;
import org.coherer.training.vector.Chunk;

/**
 * Keeps the replicas of a run alike, by exchanging gradients, or what takes their place. An
 * instance belongs to one replica. Every rank calls {@link #start}, unless its replica has what the
 * run goes on with, and {@link #begin} first, then {@link #gradientListener} and {@link
 * #synchronize} once per step, then {@link #beforeStep} and {@link #afterStep} if the step changes
 * anything.
 */
public interface ReplicaSync extends AutoCloseable {

  /**
   * Gives all replicas the parameters of rank 0: pulls them, and pushes those that arrive.
   *
   * @throws org.coherer.training.transport.TransportException if a peer is lost
   */
  void start();

  /**
   * Follows when every replica has what the run begins or goes on with, before its first step.
   *
   * @throws org.coherer.training.transport.TransportException if a peer is lost
   */
  default void begin() {}

  /** Returns the copies that ranks hold of each other's parts of the optimizer's state, if any. */
  default Optional<PartCopies> copies() {
    return Optional.empty();
  }

  /**
   * Begins a step and returns the listener for the step's last backward pass, which receives the
   * gradients that the host has. It may change those that were announced, so only {@link
   * #synchronize} shows them again.
   *
   * @param step optimizer steps made before this one, counted over all epochs
   */
  default GradientListener gradientListener(long step) {
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
  StepTotals synchronize(long step, StepTotals mine);

  /**
   * Returns the gradients that {@link #synchronize} replaces on this rank; others then hold no
   * meaningful values.
   */
  Chunk reducedRange();

  /** Comes right before the optimizer's step. */
  default void beforeStep() {}

  /**
   * Follows the optimizer's step, which all ranks make or none: gives every replica the parameters
   * that others have changed, pushed.
   *
   * @throws org.coherer.training.transport.TransportException if a peer is lost
   */
  default void afterStep() {}

  /**
   * Throws if the run cannot go on, without an exchange: for whoever makes steps of its own for
   * long.
   *
   * @throws org.coherer.training.transport.TransportException if a peer is known to be lost
   */
  default void check() {}

  /** Has exchanges that go on beside a pass say how long they take. */
  default void traceTo(Tracer tracer) {}

  /** Ends what it has started: from then on it uses neither transport nor replica. */
  @Override
  default void close() {}
}
