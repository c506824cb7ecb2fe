package org.coherer.training.loop;

import java.io.Serializable;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.coherer.training.engine.HostMirror;
import org.coherer.training.engine.OptimizerLayout;
import org.coherer.training.engine.OptimizerState;
import org.coherer.training.engine.Replica;
import org.coherer.training.vector.Chunk;
import org.coherer.training.vector.FlatVector;

/**
 * What a run takes over from the optimizer of one before, and whether another is to resume from it.
 * The same on every rank, whatever part of the state it has.
 *
 * @param taken the state to start from; {@code null} for an optimizer that has made no step
 * @param kept whether the state is part of the run's result
 * @param layout how the state lies in memory as a whole; {@code null} where nobody needs to know
 */
public record OptimizerHandover(OptimizerState taken, boolean kept, OptimizerLayout layout)
    implements Serializable {

  /** Takes over nothing, and keeps nothing. */
  public static final OptimizerHandover NONE = new OptimizerHandover(null, false, null);

  /** Checks that the state fits. */
  public OptimizerHandover {
    if (taken != null || kept) {
      Objects.requireNonNull(layout, "layout");
    }
    if (taken != null && taken.values().length() != layout.stateLength()) {
      throw new IllegalArgumentException(
          "Cannot resume from an optimizer state of "
              + taken.values().length()
              + " values (the network's optimizer has "
              + layout.stateLength()
              + ")");
    }
  }

  /** Returns where the run's steps begin to be counted. */
  OptimizerPosition position() {
    return taken == null
        ? OptimizerPosition.START
        : new OptimizerPosition(taken.steps(), taken.epochs());
  }

  /** Gives a replica its state; it has that of some parameters alone. */
  void giveTo(Replica replica, Chunk part) {
    if (taken != null) {
      FlatVector whole = taken.values().unpack();
      FlatVector[] pieces =
          layout.stateOf(part).stream().map(place -> place.of(whole)).toArray(FlatVector[]::new);
      HostMirror state = replica.optimizer().state();
      state.host().copyFrom(FlatVector.concat(pieces));
      state.push();
    }
  }

  /**
   * Returns what a replica has of the state, by where it lies in the whole.
   *
   * @param part the parameters that it has the state of
   */
  public SortedMap<Long, FlatVector> stateOf(Replica replica, Chunk part) {
    HostMirror state = replica.optimizer().state();
    state.pull();
    SortedMap<Long, FlatVector> pieces = new TreeMap<>();
    long at = 0;
    for (Chunk place : layout.stateOf(part)) {
      pieces.put(place.offset(), state.host().slice(at, place.length()));
      at += place.length();
    }
    return pieces;
  }

  /** Returns what of a replica is the result of a run. */
  HostMirror resultOf(Replica replica) {
    return kept
        ? HostMirror.concat(replica.parameters(), replica.optimizer().state())
        : replica.parameters();
  }
}
