package org.coherer.training.transport.local;

import java.util.concurrent.atomic.AtomicReference;
import org.coherer.training.vector.FlatVector;

/**
 * A vector that one rank offers to another one, which processes it piece by piece. The owner can
 * withdraw it between two pieces; its memory may be freed right after.
 */
final class Offer {

  private enum State {
    OPEN,
    IN_USE,
    DONE,
    WITHDRAWN
  }

  private final long step;
  private final FlatVector vector;
  private final boolean sum;
  private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);

  /** Offers a vector of a step, to be read, or to be summed in place with one of the other rank. */
  Offer(long step, FlatVector vector, boolean sum) {
    this.step = step;
    this.vector = vector;
    this.sum = sum;
  }

  long step() {
    return step;
  }

  FlatVector vector() {
    return vector;
  }

  boolean sum() {
    return sum;
  }

  /**
   * Begins to process a piece; returns false if the offer was withdrawn. Called by the other rank.
   */
  boolean beginPiece() {
    return state.compareAndSet(State.OPEN, State.IN_USE);
  }

  /** Ends the processing of a piece. Called by the other rank. */
  void endPiece(boolean done) {
    state.set(done ? State.DONE : State.OPEN);
  }

  /** Returns whether the other rank has processed the whole vector. */
  boolean done() {
    return state.get() == State.DONE;
  }

  /** Returns once the other rank will not touch the vector any more. Called by the owner. */
  void withdraw() {
    while (!state.compareAndSet(State.OPEN, State.WITHDRAWN) && state.get() == State.IN_USE) {
      Thread.onSpinWait(); // Until the current piece ends: some ten microseconds.
    }
  }
}
