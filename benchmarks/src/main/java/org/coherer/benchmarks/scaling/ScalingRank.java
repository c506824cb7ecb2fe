package org.coherer.benchmarks.scaling;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.coherer.benchmarks.ranks.RankTransports;
import org.coherer.training.collective.Collectives;
import org.coherer.training.data.BatchSource;
import org.coherer.training.data.RankBatches;
import org.coherer.training.data.Seeds;
import org.coherer.training.data.Shard;
import org.coherer.training.engine.Engine;
import org.coherer.training.engine.Engines;
import org.coherer.training.engine.HostMirror;
import org.coherer.training.engine.NetworkSpec;
import org.coherer.training.engine.Replica;
import org.coherer.training.event.EventSink;
import org.coherer.training.event.TrainingEvent;
import org.coherer.training.event.TrainingHistory;
import org.coherer.training.loop.LoopStart;
import org.coherer.training.loop.Rank;
import org.coherer.training.loop.TrainingLoop;
import org.coherer.training.plan.Controls;
import org.coherer.training.plan.DataPlan;
import org.coherer.training.plan.Exchange;
import org.coherer.training.plan.NetworkPlan;
import org.coherer.training.plan.TrainingPlan;
import org.coherer.training.plan.TransportPlan;
import org.coherer.training.plan.Workers;
import org.coherer.training.sync.AllRanks;
import org.coherer.training.sync.AllReduceSync;
import org.coherer.training.sync.DoubleAllReduce;
import org.coherer.training.sync.ReplicaSync;
import org.coherer.training.transport.Transport;
import org.coherer.training.vector.FlatVector;

/** One rank that trains, with the others or alone, as a barrier task does. */
final class ScalingRank {

  private static final long SEED = 1;

  private final Transport transport;
  private final Collectives collectives;
  private final DoubleAllReduce sums;
  private final DoubleAllReduce aloneSums = new DoubleAllReduce(vector -> {}, 0, 1);
  private final Engine engine = Engines.named(Engines.DEFAULT);
  private final NetworkSpec network = Perceptron.network(engine);
  private int totalRows;
  private Shard shard;
  private BatchSource batches;
  private Replica replica;
  private ShardedReplica sharded;
  private ShardedReplica copied;
  private int batchSize;
  private int epochsBefore;
  private double seconds;

  ScalingRank(Transport transport) {
    this.transport = transport;
    this.collectives = RankTransports.collectives(transport);
    this.sums = RankTransports.sums(transport);
  }

  /** Says how many rows all ranks have together; returns those of this one. */
  int load(int rows) {
    totalRows = rows;
    return (rows - transport.rank() + transport.worldSize() - 1) / transport.worldSize();
  }

  /** Begins again with a new network and this rank's rows; there is nothing to answer. */
  String prepare(int newBatchSize) {
    if (replica != null) {
      replica.close();
      sharded.close();
      copied.close();
      batches.close();
      shard.close();
    }
    batchSize = newBatchSize;
    replica = engine.open(plan(1, Exchange.DEFAULT).replicaSettings());
    sharded = sharded(false);
    copied = sharded(true);
    shard = GeneratedRows.shard(totalRows, transport.rank(), transport.worldSize());
    batches = shard.training(batchSize, Seeds.mix(SEED, transport.rank()), "data");
    return "";
  }

  /** Trains with the others; returns the mean loss of each epoch. */
  List<Double> trajectory(int epochs, int stepsPerEpoch) {
    return train(together(), sums, epochs, stepsPerEpoch);
  }

  /** Trains with the others; returns the seconds of some steps, after some that do not count. */
  double together(int warmups, int steps) {
    train(together(), sums, 1, warmups);
    train(together(), sums, 1, steps);
    return seconds;
  }

  /**
   * The same without an exchange. Ranks that are alike stay so: what they learn alone is undone.
   */
  double alone(int warmups, int steps) {
    FlatVector replicaBefore = FlatVector.allocate(whole().length());
    replicaBefore.copyFrom(whole().host());
    train(alone(), aloneSums, 1, warmups);
    train(alone(), aloneSums, 1, steps);
    whole().host().copyFrom(replicaBefore);
    return seconds;
  }

  /** Returns parameters and state, which the engine has on the host. */
  private HostMirror whole() {
    return HostMirror.concat(replica.parameters(), replica.optimizer().state());
  }

  /** Trains with the others, each with a part of the optimizer's state. */
  double sharded(int warmups, int steps) {
    return sharded(sharded, warmups, steps);
  }

  /** The same, with a copy of another one's part. */
  double copied(int warmups, int steps) {
    return sharded(copied, warmups, steps);
  }

  private double sharded(ShardedReplica own, int warmups, int steps) {
    train(own.replica(), own.exchange(), own.sync(), sums, 1, warmups);
    train(own.replica(), own.exchange(), own.sync(), sums, 1, steps);
    return seconds;
  }

  private ShardedReplica sharded(boolean withCopies) {
    Replica own = engine.open(plan(1, Exchange.DEFAULT).replicaSettings());
    return ShardedReplica.of(own, withCopies, transport, collectives);
  }

  private List<Double> train(
      ReplicaSync sync, DoubleAllReduce allRanks, int epochs, int stepsPerEpoch) {
    return train(replica, Exchange.DEFAULT, sync, allRanks, epochs, stepsPerEpoch);
  }

  private List<Double> train(
      Replica trained,
      Exchange exchange,
      ReplicaSync sync,
      DoubleAllReduce allRanks,
      int epochs,
      int stepsPerEpoch) {
    EventSink clock =
        event -> {
          if (event instanceof TrainingEvent.EpochCompleted epoch) {
            seconds = epoch.seconds();
          }
        };
    BatchSource further = new LaterEpochs(batches, epochsBefore);
    epochsBefore += epochs;
    AllRanks all = new AllRanks(allRanks, Collections.nCopies(transport.worldSize(), "localhost"));
    Rank rank =
        new Rank(
            plan(epochs, exchange),
            trained,
            RankBatches.of(transport.rank(), further),
            Optional.empty(),
            sync,
            all,
            stepsPerEpoch);
    return new TrainingLoop(rank, LoopStart.FRESH, clock)
        .run().history().epochs().stream().map(TrainingHistory.Epoch::loss).toList();
  }

  private ReplicaSync together() {
    return new AllReduceSync(replica, transport, collectives.allReduce(), collectives.broadcast());
  }

  private ReplicaSync alone() {
    return new AloneSync(replica.parameters().length());
  }

  private TrainingPlan plan(int epochs, Exchange exchange) {
    return new TrainingPlan(
        new NetworkPlan(network, NetworkPlan.OWN_RATE),
        new DataPlan(GeneratedRows.layout(), epochs, batchSize, SEED, false, 1L << 30),
        new Workers(transport.worldSize(), 1),
        exchange,
        TransportPlan.DEFAULT,
        Controls.NONE);
  }
}
