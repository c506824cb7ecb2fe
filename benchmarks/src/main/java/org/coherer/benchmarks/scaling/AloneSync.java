package org.coherer.benchmarks.scaling;

import org.coherer.training.engine.Replica;
import org.coherer.training.sync.ReplicaSync;
import org.coherer.training.sync.StepTotals;

/** Replicas that do not agree: what training costs without an exchange. */
final class AloneSync implements ReplicaSync {

  @Override
  public void start(Replica replica) {
    // Every rank goes on from its own parameters.
  }

  @Override
  public StepTotals agree(long step, StepTotals mine) {
    return mine;
  }
}
