package org.coherer.training.barrier;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.SparkEnv;
import org.coherer.training.collective.Collectives;
import org.coherer.training.data.RecordBlock;
import org.coherer.training.data.RecordStore;
import org.coherer.training.data.ShuffledBatches;
import org.coherer.training.engine.Engines;
import org.coherer.training.engine.Replica;
import org.coherer.training.event.TrainingEvent;
import org.coherer.training.event.TrainingListener;
import org.coherer.training.loop.AllReduceSync;
import org.coherer.training.loop.TrainingDivergedException;
import org.coherer.training.loop.TrainingLoop;
import org.coherer.training.loop.TrainingPlan;
import org.coherer.training.transport.Member;
import org.coherer.training.transport.RunIdentity;
import org.coherer.training.transport.Transport;
import org.coherer.training.transport.TransportException;
import org.coherer.training.transport.TransportListener;
import org.coherer.training.transport.TransportSettings;
import org.coherer.training.transport.tcp.TcpTransportListener;

/** One rank from its shard to its result: load, meet, connect, train. */
final class WorkerRun {

  private final WorkerTask task;
  private final TrainingPlan plan;
  private final BarrierTaskContext context;
  private final TrainingListener listener;
  private final int rank;

  /**
   * Creates the run of one rank.
   *
   * @param driver hears of everything; only rank 0 tells
   */
  WorkerRun(WorkerTask task, BarrierTaskContext context, TrainingListener driver) {
    this.task = task;
    this.plan = task.plan();
    this.context = context;
    this.rank = context.partitionId();
    this.listener = rank == 0 ? driver : TrainingListener.NONE;
  }

  /** Trains; returns the result on rank 0 and nothing on the others. */
  List<ResultPart> train(Iterator<RecordBlock> shard) {
    RecordStore store = RecordStore.load(plan.layout(), shard);
    try (ShuffledBatches batches =
            new ShuffledBatches(store, plan.batchSize(), plan.shuffleSeed(rank));
        TransportListener door = TcpTransportListener.open(transportSettings())) {
      Member mine =
          new Member(
              rank,
              door.host(),
              door.port(),
              ProcessHandle.current().pid(),
              batches.rows(),
              plan.fingerprint());
      List<Member> members =
          new BarrierRendezvous(context, plan.timeouts().rendezvous()).meet(mine);
      try (Transport transport = door.connect(members)) {
        return train(transport, members, batches);
      }
    }
  }

  private List<ResultPart> train(
      Transport transport, List<Member> members, ShuffledBatches batches) {
    try (Replica replica = Engines.named(plan.engine()).open(plan.replicaSettings())) {
      long largest = members.stream().mapToLong(Member::rows).max().orElse(0);
      long steps = TrainingLoop.stepsFor(largest, plan.batchSize());
      listener.onEvent(started(members, replica.parameters().length(), steps));
      Collectives collectives = Collectives.over(transport);
      AllReduceSync sync =
          new AllReduceSync(transport, collectives.allReduce(), collectives.broadcast());
      List<Double> losses =
          new TrainingLoop(plan, rank, replica, batches, sync, steps, listener).run();
      return rank == 0 ? ResultPart.of(replica.parameters(), losses) : List.of();
    } catch (TrainingDivergedException e) {
      // Every rank has found it at this step: a result, not a failure that Spark would retry.
      return rank == 0 ? List.of(new ResultPart.Ending(List.of(), e.getMessage())) : List.of();
    } catch (RuntimeException | Error e) {
      transport.abort(e instanceof TransportException ? e.getMessage() : e.toString());
      throw e;
    }
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
    return new TrainingEvent.RunStarted(workers, parameterCount, plan.epochs(), stepsPerEpoch);
  }

  private TransportSettings transportSettings() {
    return new TransportSettings(
        rank,
        SparkEnv.get().blockManager().blockManagerId().host(),
        new RunIdentity(task.token(), context.stageAttemptNumber()),
        task.secret(),
        plan.timeouts().connect(),
        plan.timeouts().peer(),
        context::isInterrupted);
  }
}
