package org.coherer.training.recovery;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.coherer.training.data.Shard;
import org.coherer.training.engine.Replica;
import org.coherer.training.loop.TrainingLoop;

/**
 * What a rank has in memory during an attempt: its shard, and its replica. When the attempt ends,
 * both are freed if the rank has finished, else kept for the next attempt. Nothing is copied.
 *
 * <p>Belongs to the thread of the rank. Closed after everything that uses shard or replica.
 */
public final class RankMemory implements AutoCloseable {

  private final Survivors survivors;
  private final long run;
  private final int rank;
  private final Survivors.RunEnd end;
  private final Shard shard;
  private Replica replica;
  private Optional<TrainedReplica> trained;
  private TrainingLoop loop;
  private boolean finished;

  /**
   * Takes what the rank has left here in the attempt before, or loads its shard.
   *
   * @param survivors those of this process
   * @param run the run's token
   * @param end waits for the end of the run if something is kept
   */
  public RankMemory(
      Survivors survivors, long run, int rank, Survivors.RunEnd end, Supplier<Shard> load) {
    this.survivors = survivors;
    this.run = run;
    this.rank = rank;
    this.end = end;
    Optional<Survivor> own = survivors.take(run, rank);
    this.shard = own.map(Survivor::shard).orElseGet(load);
    this.trained = own.flatMap(Survivor::trained);
  }

  /** Returns the rows of the rank. */
  public Shard shard() {
    return shard;
  }

  /**
   * Returns a replica: the one that is kept here, be it of the rank or, if that is further, of one
   * that is elsewhere now; else a new one.
   *
   * @param here the ranks that are in this process
   */
  public Replica open(Set<Integer> here, Supplier<Replica> maker) {
    survivors
        .takeAhead(run, here, trained)
        .ifPresent(
            other -> {
              trained.ifPresent(TrainedReplica::close);
              trained = other.trained();
              other.shard().close();
            });
    replica = trained.map(TrainedReplica::replica).orElseGet(maker);
    return replica;
  }

  /** Returns the replica, once it is open. */
  Replica replica() {
    return replica;
  }

  /** Returns the replica as it was kept; empty for a new one. */
  Optional<TrainedReplica> trained() {
    return trained;
  }

  /** Has the replica, which is about to change, no longer count as one that was kept. */
  void forgetTraining() {
    trained = Optional.empty();
  }

  /** Says which loop changes the replica from now on. It has not run yet. */
  public void follow(TrainingLoop training) {
    loop = training;
  }

  /** Says that no attempt will need any of it. */
  public void finish() {
    finished = true;
  }

  @Override
  public void close() {
    Optional<TrainedReplica> last = lastTrained();
    if (replica != null && last.isEmpty()) {
      replica.close();
    }
    Survivor rest = new Survivor(rank, shard, last);
    if (finished) {
      rest.close();
    } else {
      survivors.keep(run, rest, end);
    }
  }

  private Optional<TrainedReplica> lastTrained() {
    if (loop == null) {
      return trained;
    }
    return loop.isWhole()
        ? Optional.of(new TrainedReplica(replica, loop.state(), loop.copies()))
        : Optional.empty();
  }
}
