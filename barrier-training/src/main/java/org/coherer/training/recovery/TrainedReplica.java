package org.coherer.training.recovery;

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

  /** Frees the replica. */
  @Override
  public void close() {
    replica.close();
  }
}
