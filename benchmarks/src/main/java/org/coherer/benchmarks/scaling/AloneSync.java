package org.coherer.benchmarks.scaling;

import org.coherer.training.sync.ReplicaSync;
import org.coherer.training.sync.StepTotals;
import org.coherer.training.vector.Chunk;

/** Replicas that do not agree: what training costs without an exchange. */
final class AloneSync implements ReplicaSync {

  private final long length;

  /** Creates the sync of a replica with so many parameters. */
  AloneSync(long length) {
    this.length = length;
  }

  @Override
  public void start() {
    // Every rank starts from its own parameters.
  }

  @Override
  public Chunk reducedRange() {
    return new Chunk(0, length);
  }

  @Override
  public StepTotals synchronize(long step, StepTotals mine) {
    return mine;
  }
}
