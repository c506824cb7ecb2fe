package org.coherer.training.transport.local;

import java.util.concurrent.atomic.AtomicReference;
import org.coherer.training.vector.FlatVector;

/**
 * A vector that one rank shows to another one, which works on it piece by piece. The owner can take
 * it back between two pieces: its memory may be freed right after.
 */
final class Offer {

  private enum State {
    OPEN,
    IN_USE,
    DONE,
    TAKEN_BACK
  }

  private final long step;
  private final FlatVector vector;
  private final boolean sum;
  private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);

  /** Shows a vector of a step, to be read, or to be summed in place with one of the other rank. */
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

  /** Begins to work on a piece; returns false if the vector was taken back. For the other rank. */
  boolean enter() {
    return state.compareAndSet(State.OPEN, State.IN_USE);
  }

  /** Ends the work on a piece. For the other rank. */
  void leave(boolean done) {
    state.set(done ? State.DONE : State.OPEN);
  }

  /** Returns whether the other rank has no more use for it. */
  boolean done() {
    return state.get() == State.DONE;
  }

  /** Makes sure that the other rank does not touch the vector any more. For the owner. */
  void takeBack() {
    while (!state.compareAndSet(State.OPEN, State.TAKEN_BACK) && state.get() == State.IN_USE) {
      Thread.onSpinWait(); // For a piece: some ten microseconds.
    }
  }
}
