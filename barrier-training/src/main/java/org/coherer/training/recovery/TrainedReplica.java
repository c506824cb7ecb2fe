package org.coherer.training.recovery;

import java.util.Optional;
import org.coherer.training.engine.Replica;
import org.coherer.training.loop.Copies;
import org.coherer.training.loop.LoopState;

/**
 * A replica as the last complete step has left it, its optimizer included.
 *
 * @param state where the run stood then
 * @param copies what the run has kept of earlier states
 */
public record TrainedReplica(Replica replica, LoopState state, Copies copies)
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
