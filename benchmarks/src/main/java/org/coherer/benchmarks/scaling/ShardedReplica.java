package org.coherer.benchmarks.scaling;

import java.util.List;
import java.util.stream.IntStream;
import org.coherer.training.collective.Collectives;
import org.coherer.training.engine.Replica;
import org.coherer.training.plan.Exchange;
import org.coherer.training.plan.OverlapMode;
import org.coherer.training.sync.ReplicaSync;
import org.coherer.training.sync.ReplicaSyncs;
import org.coherer.training.transport.Locality;
import org.coherer.training.transport.Transport;

/**
 * A replica of which this rank has a part of the optimizer's state.
 *
 * @param exchange whether it holds a copy of another rank's part
 */
record ShardedReplica(Replica replica, Exchange exchange, ReplicaSync sync)
    implements AutoCloseable {

  /** Shards the optimizer of a new replica. All ranks do it together. */
  static ShardedReplica of(
      Replica replica, boolean copied, Transport transport, Collectives collectives) {
    List<Locality> localities =
        IntStream.range(0, transport.worldSize()).mapToObj(transport::locality).toList();
    Exchange exchange = new Exchange(1, OverlapMode.AUTO, 0, true, copied);
    return new ShardedReplica(
        replica, exchange, ReplicaSyncs.of(exchange, replica, transport, collectives, localities));
  }

  @Override
  public void close() {
    sync.close();
    replica.close();
  }
}
