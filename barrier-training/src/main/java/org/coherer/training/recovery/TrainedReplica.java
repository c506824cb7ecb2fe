package org.coherer.training.recovery;

import java.util.Optional;
import org.coherer.training.engine.Replica;
import org.coherer.training.loop.LoopState;
import org.coherer.training.vector.FlatVector;

/**
 * A replica as the last complete step has left it, its optimizer included.
 *
 * @param state where the run stood then
 * @param best the copy of the best epoch's result, if the run keeps one
 */
public record TrainedReplica(Replica replica, LoopState state, Optional<FlatVector> best)
    implements AutoCloseable {

  /** Returns where the run stood. */
  Position position() {
    return Position.of(state);
  }

  /** Returns whether it is further than another one, or is one where there is none. */
  boolean isAheadOf(Optional<TrainedReplica> other) {
    return other.isEmpty() || position().compareTo(other.get().position()) > 0;
  }

  /** Frees the replica. */
  @Override
  public void close() {
    replica.close();
  }
}
