package org.coherer.training.job;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.coherer.training.collective.Collectives;
import org.coherer.training.collective.CostModel;
import org.coherer.training.data.RankBatches;
import org.coherer.training.data.RankShards;
import org.coherer.training.data.RecordBlock;
import org.coherer.training.data.Shard;
import org.coherer.training.data.ShardLoader;
import org.coherer.training.driver.DriverChannel;
import org.coherer.training.driver.DriverRendezvous;
import org.coherer.training.driver.FailureKind;
import org.coherer.training.engine.Engines;
import org.coherer.training.engine.Replica;
import org.coherer.training.event.EventSink;
import org.coherer.training.event.TrainingEvent;
import org.coherer.training.loop.LoopResult;
import org.coherer.training.loop.LoopStart;
import org.coherer.training.loop.LoopState;
import org.coherer.training.loop.OptimizerHandover;
import org.coherer.training.loop.Rank;
import org.coherer.training.loop.TrainingDivergedException;
import org.coherer.training.loop.TrainingLoop;
import org.coherer.training.loop.Validation;
import org.coherer.training.plan.TrainingPlan;
import org.coherer.training.recovery.CatchUp;
import org.coherer.training.recovery.RankMemory;
import org.coherer.training.recovery.Survivors;
import org.coherer.training.saving.RankCheckpoints;
import org.coherer.training.sync.AllRanks;
import org.coherer.training.sync.DoubleAllReduce;
import org.coherer.training.sync.ReplicaSync;
import org.coherer.training.sync.ReplicaSyncs;
import org.coherer.training.transport.Locality;
import org.coherer.training.transport.Member;
import org.coherer.training.transport.Transport;
import org.coherer.training.transport.TransportException;
import org.coherer.training.transport.TransportListener;
import org.coherer.training.transport.mesh.MeshListener;
import org.coherer.training.vector.FlatVector;
import org.coherer.training.warmup.WarmUp;
import scala.Tuple2;

/** One rank from its shards to its result: load, meet, connect, train. */
final class WorkerRun {

  private final WorkerTask task;
  private final TrainingPlan plan;
  private final DriverChannel driver;
  private final FailureReport report;
  private final EventSink events;
  private final int rank;
  private final RankSurroundings surroundings;

  /**
   * Creates the run of one rank.
   *
   * @param driver takes all events of rank 0, of other ranks those that every rank reports, and
   *     what each rank says of its slices of checkpoints
   * @param report told of what this rank fails with before others can notice that
   */
  WorkerRun(WorkerTask task, WorkerContext context, DriverChannel driver, FailureReport report) {
    this.task = task;
    this.plan = task.plan();
    this.rank = context.rank();
    this.driver = driver;
    this.report = report;
    this.surroundings = new RankSurroundings(task, context);
    this.events =
        event -> {
          if (rank == 0 || event.fromEveryRank()) {
            driver.onEvent(event);
          }
        };
  }

  /** Trains; returns this rank's parts of the result: all of it on rank 0, mostly. */
  List<ResultPart> train(Iterator<Tuple2<Integer, RecordBlock>> blocks) {
    surroundings.checkAllStarted();
    WarmUp.begin(plan);
    try (DriverRendezvous rendezvous = surroundings.openRendezvous()) {
      return train(rendezvous, blocks);
    }
  }

  /** The others notice the end of this rank at the end of its rendezvous. */
  private List<ResultPart> train(
      DriverRendezvous rendezvous, Iterator<Tuple2<Integer, RecordBlock>> blocks) {
    try (RankMemory memory =
        new RankMemory(
            Survivors.HERE,
            task.entry().token(),
            rank,
            wanted -> surroundings.endOfRun().await(wanted, surroundings.keptReplicas()),
            plan.workers().attempts().recoverFromMemory(),
            task.placement().of(rank),
            missing -> load(missing, blocks))) {
      return trainOrKeep(rendezvous, memory);
    } catch (RuntimeException | Error e) {
      report.tell(e);
      throw e;
    }
  }

  /**
   * Where another attempt may come, it finds what this one leaves: after a failure that it may
   * mend, and also after success, for an executor can be lost with the result. Unless nothing is to
   * be kept: that one then begins at a checkpoint, or anew.
   */
  private List<ResultPart> trainOrKeep(DriverRendezvous rendezvous, RankMemory memory) {
    try {
      List<ResultPart> parts = train(rendezvous, memory);
      if (surroundings.isDriver() || !plan.workers().attempts().recoverFromMemory()) {
        memory.finish();
      }
      return parts;
    } catch (RuntimeException | Error e) {
      memory.fail();
      if (FailureKind.of(e) == FailureKind.FINAL) {
        memory.finish();
      }
      throw e;
    }
  }

  private Map<Integer, Shard> load(
      Set<Integer> shards, Iterator<Tuple2<Integer, RecordBlock>> blocks) {
    try (ShardLoader loader =
        new ShardLoader(
            shards,
            plan.data().layout(),
            surroundings.cacheSettings(),
            plan.data().classes(),
            plan.data().validated())) {
      blocks.forEachRemaining(block -> loader.append(block._1(), block._2()));
      return loader.loaded();
    }
  }

  private List<ResultPart> train(DriverRendezvous rendezvous, RankMemory memory) {
    try (TransportListener accepting = MeshListener.open(surroundings.transportSettings())) {
      Member mine =
          new Member(
              rank,
              accepting.host(),
              accepting.port(),
              ProcessHandle.current().pid(),
              memory.shards().trainingRows(),
              plan.fingerprint(),
              Locality.here());
      List<Member> members = rendezvous.meet(mine);
      try (Transport transport = accepting.connect(members)) {
        return train(transport, members, memory);
      }
    }
  }

  private List<ResultPart> train(Transport transport, List<Member> members, RankMemory memory) {
    try {
      Replica replica =
          memory.open(
              ranksHere(members),
              () -> Engines.of(plan.network().spec()).open(plan.replicaSettings()));
      Collectives collectives = Collectives.over(transport, CostModel.measure(transport));
      List<ResultPart> parts = run(transport, members, memory, replica, collectives);
      // Nobody is done until all are. Spark would keep the success of one that has ended when
      // another one fails, and run the stage again without it.
      collectives.allReduce().sum(FlatVector.allocate(1));
      return parts;
    } catch (TrainingDivergedException e) {
      // Every rank has found it at this step: a result, not a failure that Spark would retry.
      return rank == 0 ? task.result().cut(RunEnding.diverged(e.getMessage())) : List.of();
    } catch (RuntimeException | Error e) {
      report.tell(e);
      transport.abort(e instanceof TransportException ? e.getMessage() : e.toString());
      throw e;
    }
  }

  private static Set<Integer> ranksHere(List<Member> members) {
    return members.stream()
        .filter(member -> member.locality().sharesJvm(Locality.here()))
        .map(Member::rank)
        .collect(Collectors.toSet());
  }

  private List<ResultPart> run(
      Transport transport,
      List<Member> members,
      RankMemory memory,
      Replica replica,
      Collectives collectives) {
    DoubleAllReduce sums = new DoubleAllReduce(collectives.allGather(), rank, members.size());
    long perEpoch = plan.data().batchesFor(largestShard(memory.shards(), sums));
    long steps = plan.exchange().stepsFor(perEpoch);
    events.onEvent(started(members, replica.parameters().length(), steps));
    RankShards shards = memory.shards();
    // The sync is closed before the replica, whose memory it uses, and before any abort.
    try (RankBatches batches = plan.data().trainingRows(shards, plan::shuffleSeed);
        RankBatches measured =
            plan.data().validated() ? shards.validation(plan.data().batchSize()) : null;
        ReplicaSync sync =
            ReplicaSyncs.of(
                plan.exchange().among(plan.workers().count()),
                replica,
                transport,
                collectives,
                members.stream().map(Member::locality).toList())) {
      Optional<Validation> validation =
          Optional.ofNullable(measured)
              .map(rows -> new Validation(rows, plan.data().layout().target(), sums));
      AllRanks all = new AllRanks(sums, members.stream().map(Member::host).toList());
      Rank own = new Rank(plan, replica, batches, validation, sync, all, perEpoch);
      LoopResult result = train(own, memory, collectives);
      return parts(RunEnding.of(result), replica, sync);
    }
  }

  private static long largestShard(RankShards mine, DoubleAllReduce sums) {
    double largest = 0;
    for (double[] rank : sums.gather((double) mine.largest())) {
      largest = Math.max(largest, rank[0]);
    }
    return (long) largest;
  }

  private LoopResult train(Rank own, RankMemory memory, Collectives collectives) {
    if (task.checkpoints() == null) {
      LoopStart start = start(own, memory, collectives, Optional.empty());
      return run(own, memory, start, TrainingLoop.Watcher.NONE);
    }
    try (RankCheckpoints checkpoints =
        new RankCheckpoints(
            task.checkpoints(), surroundings.identity(), own, checkpointsAtDriver())) {
      LoopStart start = start(own, memory, collectives, Optional.of(checkpoints));
      checkpoints.begin(start.state());
      return run(own, memory, start, checkpoints);
    }
  }

  private RankCheckpoints.Driver checkpointsAtDriver() {
    return new RankCheckpoints.Driver() {
      @Override
      public void report(byte[] slice) {
        driver.reportSlice(slice);
      }

      @Override
      public boolean asks() {
        return driver.takeCheckpointWish();
      }
    };
  }

  private LoopResult run(
      Rank own, RankMemory memory, LoopStart start, TrainingLoop.Watcher watcher) {
    TrainingLoop loop = new TrainingLoop(own, start, events, watcher);
    boolean whole = !plan.exchange().shardOptimizerState();
    if (plan.workers().attempts().recoverFromMemory()
        && (whole || own.sync().copies().isPresent())) {
      memory.follow(loop);
    }
    return loop.run();
  }

  /** The run goes on where a rank has kept its state, else at a checkpoint, else it begins. */
  private LoopStart start(
      Rank own, RankMemory memory, Collectives collectives, Optional<RankCheckpoints> checkpoints) {
    OptimizerHandover optimizer = task.start().optimizer();
    CatchUp.Outcome outcome = CatchUp.of(collectives.broadcast(), own, memory, optimizer);
    Optional<LoopStart> resumed =
        outcome.keptBy() > 0
            ? Optional.of(outcome.start())
            : checkpoints.flatMap(those -> those.restore(optimizer));
    resumed.ifPresent(start -> events.onEvent(resumed(start.state(), outcome.keptBy())));
    if (resumed.isEmpty() && rank == 0) {
      // The others get them from it, whatever they have drawn.
      task.start().writeTo(own.replica().parameters());
    }
    return resumed.orElse(outcome.start());
  }

  private static TrainingEvent.RunResumed resumed(LoopState state, int keptBy) {
    int epoch = state.stop().isPresent() ? state.completed().size() : state.epoch();
    return new TrainingEvent.RunResumed(epoch, state.tally().steps() + 1, keptBy);
  }

  /** Every rank has all parameters, but may have a part of the optimizer's state alone. */
  private List<ResultPart> parts(RunEnding ending, Replica replica, ReplicaSync sync) {
    OptimizerHandover optimizer = task.start().optimizer();
    long length = replica.parameters().length();
    List<ResultPart> parts = new ArrayList<>();
    if (rank == 0) {
      parts.addAll(task.result().cut(ending));
      parts.addAll(task.result().cut(replica.parameters().host(), 0));
    }
    if (optimizer.kept() && (rank == 0 || plan.exchange().shardOptimizerState())) {
      optimizer
          .stateOf(replica, sync.reducedRange())
          .forEach((offset, values) -> parts.addAll(task.result().cut(values, length + offset)));
    }
    return parts;
  }

  private TrainingEvent.RunStarted started(
      List<Member> members, long parameterCount, long stepsPerEpoch) {
    List<TrainingEvent.WorkerInfo> workers =
        members.stream()
            .map(
                member ->
                    new TrainingEvent.WorkerInfo(
                        member.rank(), member.host(), member.processId(), member.rows()))
            .toList();
    return new TrainingEvent.RunStarted(
        workers, parameterCount, plan.data().epochs(), stepsPerEpoch);
  }
}
