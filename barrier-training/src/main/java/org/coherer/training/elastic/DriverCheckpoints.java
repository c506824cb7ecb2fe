package org.coherer.training.elastic;

import java.util.List;
import java.util.Optional;
import org.coherer.training.engine.Engines;
import org.coherer.training.engine.Replica;
import org.coherer.training.loop.Copies;
import org.coherer.training.loop.LoopStart;
import org.coherer.training.loop.LoopState;
import org.coherer.training.loop.OptimizerHandover;
import org.coherer.training.loop.Rank;
import org.coherer.training.plan.TrainingPlan;
import org.coherer.training.saving.RankCheckpoints;
import org.coherer.training.saving.RunCheckpoints;
import org.coherer.training.saving.SavedTables;
import org.coherer.training.saving.TableReferences;
import org.coherer.training.server.Snapshot;
import org.coherer.training.sync.AllRanks;
import org.coherer.training.sync.DoubleAllReduce;
import org.coherer.training.trainer.TrainingStart;
import org.coherer.training.transport.RunIdentity;
import org.coherer.training.vector.FlatVector;

/**
 * The checkpoints of a run, which the driver writes at the end of epochs, from its snapshots: the
 * same files as those of a run with one rank.
 */
final class DriverCheckpoints implements AutoCloseable {

  private final HeldState held;
  private final boolean keepsState;
  private final Replica replica;
  private final RunCheckpoints committed;
  private final RankCheckpoints written;
  private final Optional<TableReferences> tables;

  /**
   * Opens the folder, and memory for what is written.
   *
   * @param committed commits what is written
   * @param tables are told of checkpoints of embedding tables; empty if there are none
   * @param batchesPerEpoch the batches of the largest shard
   */
  DriverCheckpoints(
      TrainingStart start,
      RunCheckpoints committed,
      Optional<TableReferences> tables,
      ElasticTask task,
      HeldState held,
      long batchesPerEpoch) {
    TrainingPlan plan = task.plan();
    this.held = held;
    this.keepsState = start.keepOptimizerState();
    this.tables = tables;
    this.committed = committed;
    this.replica = Engines.of(plan.network().spec()).open(plan.replicaSettings());
    try {
      DoubleAllReduce alone = new DoubleAllReduce(vector -> {}, 0, 1);
      Rank rank =
          new Rank(
              plan,
              replica,
              null,
              Optional.empty(),
              null,
              new AllRanks(alone, List.of("the driver")),
              batchesPerEpoch);
      committed.begin(1);
      this.written =
          new RankCheckpoints(
              start.checkpoints().orElseThrow(),
              new RunIdentity(task.entry().token(), 0),
              rank,
              committed::slice);
    } catch (RuntimeException e) {
      replica.close();
      throw e;
    }
  }

  /**
   * Has a run resume at the newest checkpoint, if there is one.
   *
   * @param drawn what the servers hold before the first epoch
   * @return what they hold after the last one that is complete
   */
  Optional<Snapshot> restore(EpochRecord record, Snapshot drawn, long updatesPerEpoch) {
    Optional<LoopStart> found = written.restore(OptimizerHandover.NONE);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    LoopState state = found.get().state();
    FlatVector parameters = copyOf(replica.parameters().host());
    FlatVector whole = copyOf(replica.optimizer().state().host());
    int epochs = state.completed().size();
    Optional<SavedTables> saved = written.tables();
    Snapshot last =
        held.after(epochs, updatesPerEpoch, drawn, parameters, whole)
            .withTables(saved.map(SavedTables::last).orElse(null));
    Optional<Snapshot> best =
        found
            .get()
            .copies()
            .best()
            .map(
                copy ->
                    best(state.best().epoch(), copy, updatesPerEpoch, last)
                        .withTables(saved.flatMap(SavedTables::best).orElse(null)));
    record.resume(state, last, best);
    written.begin(state);
    return Optional.of(last);
  }

  private Snapshot best(int epoch, FlatVector copy, long updatesPerEpoch, Snapshot last) {
    long parameters = last.parameters().length();
    FlatVector state =
        keepsState
            ? copy.slice(parameters, copy.length() - parameters)
            : held.whole(last); // Nobody asks for it.
    return held.after(epoch, updatesPerEpoch, last, copy.slice(0, parameters), state);
  }

  private static FlatVector copyOf(FlatVector vector) {
    FlatVector copy = FlatVector.allocate(vector.length());
    copy.copyFrom(vector);
    return copy;
  }

  /**
   * Another epoch has ended, and maybe the run: has a checkpoint written if one is due.
   *
   * @param now what the servers hold
   * @throws IllegalArgumentException if one could not be written, and the run is to fail then
   * @throws IllegalStateException if one could not be committed, and the run is to fail then
   */
  void reached(EpochRecord record, Snapshot now) {
    replica.parameters().host().copyFrom(now.parameters());
    replica.parameters().push();
    replica.optimizer().state().host().copyFrom(held.whole(now));
    replica.optimizer().state().push();
    Copies copies = new Copies(record.ofBest().map(this::resultOf), Optional.empty());
    Optional<SavedTables> saved =
        tables.map(any -> new SavedTables(now.tables(), record.ofBest().map(Snapshot::tables)));
    if (written.reached(record.state(), copies, saved)) {
      tables.ifPresent(its -> its.begun(record.state(), saved.get()));
    }
    committed
        .failure()
        .ifPresent(
            why -> {
              throw new IllegalStateException(why);
            });
  }

  private FlatVector resultOf(Snapshot best) {
    return keepsState ? FlatVector.concat(best.parameters(), held.whole(best)) : best.parameters();
  }

  @Override
  public void close() {
    written.close();
    replica.close();
  }
}
