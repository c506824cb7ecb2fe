package org.coherer.training.sync;

import java.util.List;
import java.util.Optional;
import org.coherer.training.collective.Collectives;
import org.coherer.training.engine.Replica;
import org.coherer.training.plan.Agreement;
import org.coherer.training.plan.Exchange;
import org.coherer.training.transport.Locality;
import org.coherer.training.transport.Transport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the {@link ReplicaSync} that a plan asks for. */
public final class ReplicaSyncs {

  private static final Logger LOG = LoggerFactory.getLogger(ReplicaSyncs.class);

  private ReplicaSyncs() {}

  /**
   * Returns the sync of one rank, to be closed before its replica and before the transport is
   * aborted.
   *
   * @param exchange the same on all ranks
   * @param localities where each rank runs, in rank order; the same on all ranks
   * @throws IllegalArgumentException if the optimizer is to be sharded and cannot be
   * @throws org.coherer.training.transport.TransportException if a peer is lost
   */
  public static ReplicaSync of(
      Exchange exchange,
      Replica replica,
      Transport transport,
      Collectives collectives,
      List<Locality> localities) {
    if (!(exchange.agreement() instanceof Agreement.AllReduce all)) {
      return whole(replica, transport, collectives);
    }
    if (all.shardOptimizerState()) {
      boolean copied = all.replicateOptimizerState();
      return new ShardedSync(
          replica, transport, collectives, Optional.of(localities).filter(any -> copied));
    }
    OverlapDecision decision = OverlapDecision.of(all.overlap(), localities);
    if (transport.rank() == 0) {
      LOG.info(
          "Gradients travel {} the backward pass: {}",
          decision.overlaps() ? "during" : "after",
          decision.reason());
    }
    return decision.overlaps()
        ? new OverlappedAllReduceSync(
            replica, transport, collectives.allReduce(), collectives.broadcast(), all.bucketBytes())
        : whole(replica, transport, collectives);
  }

  private static ReplicaSync whole(Replica replica, Transport transport, Collectives collectives) {
    return new AllReduceSync(replica, transport, collectives.allReduce(), collectives.broadcast());
  }
}
