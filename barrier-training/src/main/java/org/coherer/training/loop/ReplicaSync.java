package org.coherer.training.loop;

import org.coherer.training.engine.Replica;

/**
 * How the replicas of a run are kept alike. Every rank calls {@link #start} once, then {@link
 * #agree} once per step.
 */
public interface ReplicaSync {

  /**
   * Gives all replicas the parameters of rank 0.
   *
   * @throws org.coherer.training.transport.TransportException if a peer is lost
   */
  void start(Replica replica);

  /**
   * Replaces the replica's gradients by their sum over all ranks and returns the sum of the totals.
   *
   * @param step optimizer steps made before this one, counted over all epochs
   * @param mine what this rank's batch added up to
   * @throws org.coherer.training.transport.TransportException if a peer is lost
   */
  StepTotals agree(long step, StepTotals mine);
}
