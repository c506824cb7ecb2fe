package org.coherer.training.warmup;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.coherer.training.collective.Collectives;
import org.coherer.training.collective.CostModel;
import org.coherer.training.data.RankBatches;
import org.coherer.training.engine.Engines;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.engine.Replica;
import org.coherer.training.event.EventSink;
import org.coherer.training.loop.LoopStart;
import org.coherer.training.loop.Rank;
import org.coherer.training.loop.TrainingLoop;
import org.coherer.training.plan.Controls;
import org.coherer.training.plan.DataPlan;
import org.coherer.training.plan.Exchange;
import org.coherer.training.plan.TrainingPlan;
import org.coherer.training.plan.Workers;
import org.coherer.training.sync.AllRanks;
import org.coherer.training.sync.AllReduceSync;
import org.coherer.training.sync.DoubleAllReduce;
import org.coherer.training.sync.ReplicaSync;
import org.coherer.training.transport.LinkKind;
import org.coherer.training.transport.Locality;
import org.coherer.training.transport.Member;
import org.coherer.training.transport.RunIdentity;
import org.coherer.training.transport.Transport;
import org.coherer.training.transport.TransportListener;
import org.coherer.training.transport.TransportOptions;
import org.coherer.training.transport.TransportSettings;
import org.coherer.training.transport.TransportTimeouts;
import org.coherer.training.transport.auth.RunSecret;
import org.coherer.training.transport.mesh.MeshListener;
import org.coherer.training.vector.FlatVector;

/**
 * A training of two ranks on threads of this process, connected over loopback, that makes a few
 * steps on rows of zeros: after it, the classes of a training are loaded, and its code has run
 * once. Nothing of it remains.
 */
final class Rehearsal {

  /** Of a larger network, the memory would be felt: each rank takes four vectors of this length. */
  static final long MOST_PARAMETERS = 1 << 20;

  private static final int RANKS = 2;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
  private static final String HOST = InetAddress.getLoopbackAddress().getHostAddress();

  private final TrainingPlan plan;
  private final NetworkShape shape;
  private final RunSecret secret = RunSecret.random();
  private final List<CompletableFuture<Member>> members =
      Stream.generate(CompletableFuture<Member>::new).limit(RANKS).toList();

  private Rehearsal(TrainingPlan plan, NetworkShape shape) {
    this.plan = plan;
    this.shape = shape;
  }

  /** Prepares the training of a plan's network. */
  static Rehearsal of(TrainingPlan plan, NetworkShape shape) {
    DataPlan data = plan.data();
    DataPlan rows = new DataPlan(data.layout(), 1, 1, data.seed(), false, 1);
    return new Rehearsal(
        new TrainingPlan(
            plan.network(),
            rows,
            new Workers(RANKS, plan.workers().threads()),
            Exchange.DEFAULT,
            plan.transport(),
            Controls.NONE),
        shape);
  }

  /**
   * Trains; returns once both ranks have ended.
   *
   * @throws RuntimeException if either fails
   */
  void run() {
    CompletableFuture<Void> peer = new CompletableFuture<>();
    Thread thread = new Thread(() -> tell(peer), "coherer-warm-up-peer");
    thread.setDaemon(true);
    thread.start();
    try {
      train(0);
    } finally {
      peer.exceptionally(failure -> null).join();
    }
    peer.join();
  }

  private void tell(CompletableFuture<Void> peer) {
    try {
      train(1);
      peer.complete(null);
    } catch (RuntimeException | Error e) {
      peer.completeExceptionally(e);
    }
  }

  private void train(int rank) {
    try (TransportListener accepting = MeshListener.open(settings(rank))) {
      Locality here = Locality.here();
      long process = ProcessHandle.current().pid();
      Member mine = new Member(rank, HOST, accepting.port(), process, 1, plan.fingerprint(), here);
      members.get(rank).complete(mine);
      List<Member> all = members.stream().map(Rehearsal::await).toList();
      try (Transport transport = accepting.connect(all);
          Replica replica = Engines.of(plan.network().spec()).open(plan.replicaSettings())) {
        train(transport, replica);
      }
    }
  }

  private static Member await(CompletableFuture<Member> member) {
    return member.orTimeout(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS).join();
  }

  private void train(Transport transport, Replica replica) {
    // Measuring a model would send megabytes, which the executor's metrics count.
    Collectives collectives = Collectives.over(transport, CostModel.LOOPBACK);
    DoubleAllReduce sums = new DoubleAllReduce(collectives.allGather(), transport.rank(), RANKS);
    try (RankBatches batches = RankBatches.of(0, new BlankBatches(shape));
        ReplicaSync sync =
            new AllReduceSync(
                replica, transport, collectives.allReduce(), collectives.broadcast())) {
      AllRanks all = new AllRanks(sums, Collections.nCopies(RANKS, HOST));
      Rank rank = new Rank(plan, replica, batches, Optional.empty(), sync, all, BlankBatches.COUNT);
      new TrainingLoop(rank, LoopStart.FRESH, EventSink.NONE).run();
      collectives.allReduce().sum(FlatVector.allocate(1)); // Nobody leaves before all are done.
    }
  }

  private TransportSettings settings(int rank) {
    return new TransportSettings(
        rank,
        HOST,
        new RunIdentity(0, 0),
        secret,
        new TransportTimeouts(LONGEST_WAIT, LONGEST_WAIT),
        TransportOptions.DEFAULT.withLinks(Set.of(LinkKind.TCP)),
        () -> false);
  }
}
