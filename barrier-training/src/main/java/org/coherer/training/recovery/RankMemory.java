package org.coherer.training.recovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.coherer.training.data.RankShards;
import org.coherer.training.data.Shard;
import org.coherer.training.engine.Replica;
import org.coherer.training.loop.Copies;
import org.coherer.training.loop.LoopStart;
import org.coherer.training.loop.LoopState;
import org.coherer.training.loop.TrainingLoop;
import org.coherer.training.sync.PartCopies;
import org.coherer.training.sync.PartVersions;

/**
 * What a rank has in memory during an attempt: its shards, and its replica. When the attempt ends,
 * both are freed if the rank has finished, or nothing is to outlive an attempt that fails; else
 * they are kept for the next one. Nothing is copied, unless the optimizer's state is sharded: then
 * the rank's part is, and the replica is freed.
 *
 * <p>Belongs to the thread of the rank. Closed after everything that uses shards or replica.
 */
public final class RankMemory implements AutoCloseable {

  private final Survivors survivors;
  private final long run;
  private final int rank;
  private final Survivors.RunEnd end;
  private final boolean keeps;
  private final RankShards shards;
  private Replica replica;
  private Optional<TrainedReplica> trained;
  private TrainingLoop loop;
  private List<KeptParts> taken = List.of();
  private PartCopies copies;
  private LoopStart start;
  private int ranks;
  private boolean finished;

  /** Loads shards that do not lie here. */
  @FunctionalInterface
  public interface Loading {
    /** Returns the shards with these numbers. */
    Map<Integer, Shard> load(Set<Integer> missing);
  }

  /**
   * Takes what was left here in the attempt before, and loads the shards that were not.
   *
   * @param survivors those of this process
   * @param run the run's token
   * @param end waits for the end of the run if something is kept
   * @param keeps whether anything is kept if shards cannot be loaded, or the rank {@linkplain #fail
   *     fails}
   * @param needed the numbers of the rank's shards
   */
  public RankMemory(
      Survivors survivors,
      long run,
      int rank,
      Survivors.RunEnd end,
      boolean keeps,
      Set<Integer> needed,
      Loading loading) {
    this.survivors = survivors;
    this.run = run;
    this.rank = rank;
    this.end = end;
    this.keeps = keeps;
    this.shards = new RankShards(shards(needed, loading));
    this.trained = survivors.takeReplica(run, rank);
  }

  private SortedMap<Integer, Shard> shards(Set<Integer> needed, Loading loading) {
    SortedMap<Integer, Shard> all = new TreeMap<>(survivors.takeShards(run, needed));
    Set<Integer> missing = new TreeSet<>(needed);
    missing.removeAll(all.keySet());
    if (!missing.isEmpty()) {
      try {
        all.putAll(loading.load(missing));
      } catch (RuntimeException | Error e) {
        leave(new Survivor(rank, all, Optional.empty()), !keeps);
        throw e;
      }
    }
    return all;
  }

  /** Returns the rows of the rank. */
  public RankShards shards() {
    return shards;
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
              trained = Optional.of(other);
            });
    taken = survivors.takeParts(run);
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

  /** Returns what was kept here of a sharded optimizer's state. */
  List<KeptParts> takenParts() {
    return taken;
  }

  /** Has what was kept of a sharded optimizer's state be freed. */
  void releaseParts() {
    taken = List.of();
  }

  /**
   * Says which copies of parts are to outlive the attempt.
   *
   * @param from where the run stands until a loop is followed
   * @param of how many ranks there are
   */
  void use(PartCopies those, LoopStart from, int of) {
    copies = those;
    start = from;
    ranks = of;
  }

  /** Says which loop changes the replica from now on. It has not run yet. */
  public void follow(TrainingLoop training) {
    loop = training;
  }

  /** Says that no attempt will need any of it. */
  public void finish() {
    finished = true;
  }

  /** Says that the attempt fails; then nothing is kept unless that is wanted. */
  public void fail() {
    finished |= !keeps;
  }

  @Override
  public void close() {
    List<KeptParts> parts = finished ? List.of() : lastParts();
    Optional<TrainedReplica> last = lastTrained();
    if (replica != null && last.isEmpty()) {
      replica.close();
    }
    leave(new Survivor(rank, shards.byNumber(), last, parts), finished);
  }

  private void leave(Survivor rest, boolean unwanted) {
    if (unwanted) {
      rest.close();
    } else {
      survivors.keep(run, rest, end);
    }
  }

  private Optional<TrainedReplica> lastTrained() {
    if (loop == null || copies != null) {
      return trained;
    }
    return loop.settle()
        ? Optional.of(new TrainedReplica(replica, loop.state(), loop.copies()))
        : Optional.empty();
  }

  private List<KeptParts> lastParts() {
    List<KeptParts> all = new ArrayList<>(taken);
    if (copies != null && copies.isBegun()) {
      LoopState state = loop == null ? start.state() : loop.state();
      Copies earlier = loop == null ? start.copies() : loop.copies();
      if (areShared(earlier)) {
        all.add(KeptParts.of(copies, state, earlier, ranks));
      }
    }
    return all;
  }

  /**
   * Returns whether other ranks have copies of this one's part of earlier states, too. Where a run
   * goes on at a checkpoint, that comes after the copies of the current one, and a rank may be lost
   * in between: then the checkpoint is what is left.
   */
  private boolean areShared(Copies earlier) {
    PartVersions versions = copies.versions();
    long whole = replica.parameters().length();
    boolean bestHasState = earlier.best().filter(best -> best.length() > whole).isPresent();
    return (earlier.good().isEmpty() || versions.good() != PartVersions.NONE)
        && (!bestHasState || versions.best() != PartVersions.NONE);
  }
}
