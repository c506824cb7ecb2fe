package org.coherer.training.elastic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.coherer.training.data.RankBatches;
import org.coherer.training.data.RankShards;
import org.coherer.training.data.RecordBlock;
import org.coherer.training.data.Shard;
import org.coherer.training.data.ShardLoader;
import org.coherer.training.driver.DriverWait;
import org.coherer.training.engine.Engines;
import org.coherer.training.engine.Replica;
import org.coherer.training.job.ExecutorHere;
import org.coherer.training.loop.TrainingDivergedException;
import org.coherer.training.loop.Validation;
import org.coherer.training.plan.Timeouts;
import org.coherer.training.plan.TrainingPlan;
import org.coherer.training.recovery.RankMemory;
import org.coherer.training.recovery.Survivors;
import org.coherer.training.rpc.RequestClient;
import org.coherer.training.server.UnevenServersException;
import org.coherer.training.server.WorkerClient;
import org.coherer.training.server.WorkerSteps;
import org.coherer.training.server.lookup.WorkerInputs;
import org.coherer.training.transport.TransportException;
import scala.Tuple2;

/**
 * One worker in its task. Its shard stays in the executor when the task ends, for the next one that
 * comes there; a task that comes elsewhere reads it again. After a failure, that is so only if the
 * run recovers from memory.
 */
final class Worker {

  private final ElasticTask task;
  private final TrainingPlan plan;
  private final int number;

  Worker(ElasticTask task, int number) {
    this.task = task;
    this.plan = task.plan();
    this.number = number;
  }

  /** Does a piece of work. */
  Work.Done work(Work work, Iterator<Tuple2<Integer, RecordBlock>> blocks) {
    try (RankMemory memory =
        new RankMemory(
            Survivors.HERE,
            task.entry().token(),
            number,
            endOfRun()::await,
            plan.workers().attempts().recoverFromMemory(),
            Set.of(number),
            missing -> load(missing, blocks))) {
      return workOrFail(work, memory);
    }
  }

  private Work.Done workOrFail(Work work, RankMemory memory) {
    try {
      RankShards shards = memory.shards();
      if (work instanceof Work.Train train) {
        return train(train, shards);
      }
      return work instanceof Work.Validate validate
          ? validate(validate, shards)
          : done(shards, null, null);
    } catch (RuntimeException | Error e) {
      memory.fail();
      throw e;
    }
  }

  private Work.Done done(RankShards shards, WorkerSteps.Outcome steps, String divergence) {
    return done(shards, steps, divergence, List.of(), List.of());
  }

  private Work.Done done(
      RankShards shards,
      WorkerSteps.Outcome steps,
      String divergence,
      List<Double> validation,
      List<Double> calibration) {
    return new Work.Done(
        number,
        new Work.Place(ExecutorHere.host(), ProcessHandle.current().pid()),
        shards.trainingRows(),
        steps,
        divergence,
        validation,
        calibration);
  }

  private Map<Integer, Shard> load(
      Set<Integer> missing, Iterator<Tuple2<Integer, RecordBlock>> blocks) {
    try (ShardLoader loader =
        new ShardLoader(
            missing,
            plan.data().layout(),
            ExecutorHere.cacheSettings(number, plan.data().cacheBytes()),
            plan.data().classes(),
            plan.data().validated())) {
      blocks.forEachRemaining(block -> loader.append(block._1(), block._2()));
      return loader.loaded();
    }
  }

  private Work.Done train(Work.Train train, RankShards shards) {
    long own = plan.exchange().stepsFor(plan.data().batchesFor(shards.trainingRows()));
    if (own < train.segment().first()) {
      return done(shards, new WorkerSteps.Outcome(0, 0, 0, 0), null);
    }
    try (Replica replica = open();
        RankBatches batches = plan.data().trainingRows(shards, plan::shuffleSeed);
        WorkerClient servers = connect(replica);
        WorkerInputs inputs =
            WorkerInputs.of(plan, servers, !task.servers().consistency().isSynchronous())) {
      WorkerSteps steps =
          new WorkerSteps(
              plan,
              inputs.replica(replica),
              inputs.batches(batches),
              servers,
              inputs.rows(),
              task.before(),
              task.servers().consistency().isSynchronous());
      return done(shards, steps.run(train.segment().upTo(own), train.rateFactor()), null);
    } catch (UnevenServersException e) {
      try (CoordinatorClient coordinator = Channels.coordinator(task, number)) {
        coordinator.goBack(plan.transport().timeouts().peer());
      }
      throw new TransportException("The run goes back to its last snapshot", e);
    } catch (TrainingDivergedException e) {
      // A result, not a failure that Spark would retry.
      return done(shards, null, e.getMessage());
    }
  }

  private Work.Done validate(Work.Validate validate, RankShards shards) {
    try (Replica replica = open();
        RankBatches rows = shards.validation(plan.data().batchSize());
        WorkerClient servers = connect(replica);
        WorkerInputs inputs = WorkerInputs.of(plan, servers, true)) {
      servers.pull();
      replica.parameters().push();
      Validation validation =
          new Validation(inputs.batches(rows), plan.data().layout().target(), null);
      List<Double> sums = Sums.list(validation.measure(validate.epoch(), replica));
      List<Double> fit =
          validate.calibrating()
              ? Sums.list(validation.fit(validate.epoch(), replica).sums())
              : List.of();
      return done(shards, null, null, sums, fit);
    }
  }

  private Replica open() {
    return Engines.of(plan.network().spec()).open(task.replicaSettings());
  }

  private WorkerClient connect(Replica replica) {
    Timeouts timeouts = plan.transport().timeouts();
    List<ServerAddress> addresses;
    try (CoordinatorClient coordinator = Channels.coordinator(task, number)) {
      addresses = coordinator.locate(task.servers().servers(), timeouts.slots());
    }
    List<RequestClient> servers = new ArrayList<>();
    try {
      for (int server = 0; server < addresses.size(); server++) {
        servers.add(Channels.connect(task.settings(number), addresses.get(server), server));
      }
    } catch (RuntimeException e) {
      servers.forEach(RequestClient::close);
      throw e;
    }
    return new WorkerClient(
        servers,
        task.servers(),
        replica.parameters().host(),
        replica.gradients().host(),
        plan.transport().options().messageTimeout());
  }

  /** The next task comes within the time for slots, and may take its time to load a shard. */
  private DriverWait endOfRun() {
    Timeouts timeouts = plan.transport().timeouts();
    Duration longest = timeouts.slots().plus(timeouts.rendezvous());
    return new DriverWait(task.entry().driver(), number, 0, longest);
  }
}
