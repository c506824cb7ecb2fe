package org.coherer.training.recovery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.coherer.training.data.Shard;
import org.coherer.training.loop.LoopState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The survivors in this process, by the run that they belong to. Shards and replicas are taken one
 * by one by the ranks of the next attempt, or freed when their run is over.
 */
public final class Survivors {

  private static final Logger LOG = LoggerFactory.getLogger(Survivors.class);

  /** Those of this process. */
  public static final Survivors HERE = new Survivors();

  /** Waits for the end of a run. */
  @FunctionalInterface
  public interface RunEnd {
    /**
     * Waits for as long as a condition holds.
     *
     * @return whether the run is over, or nobody can tell any longer
     */
    boolean await(BooleanSupplier wanted);
  }

  /** What is kept of a run: shards by number, replicas by the rank whose they were, parts. */
  private static final class Kept implements AutoCloseable {
    private final Map<Integer, Shard> shards = new HashMap<>();
    private final Map<Integer, TrainedReplica> replicas = new HashMap<>();
    private final List<KeptParts> parts = new ArrayList<>();

    int count() {
      return shards.size() + replicas.size() + parts.size();
    }

    /** Takes in what a rank has left; returns what there is already, or is further. */
    Survivor add(Survivor survivor) {
      Map<Integer, Shard> superfluous = new TreeMap<>();
      survivor
          .shards()
          .forEach(
              (number, shard) -> {
                if (shards.putIfAbsent(number, shard) != null) {
                  superfluous.put(number, shard);
                }
              });
      parts.addAll(survivor.parts());
      Optional<TrainedReplica> behind = survivor.trained().flatMap(its -> add(survivor, its));
      return new Survivor(survivor.rank(), superfluous, behind);
    }

    private Optional<TrainedReplica> add(Survivor survivor, TrainedReplica trained) {
      TrainedReplica before = replicas.get(survivor.rank());
      if (trained.isAheadOf(Optional.ofNullable(before))) {
        replicas.put(survivor.rank(), trained);
        return Optional.ofNullable(before);
      }
      return Optional.of(trained);
    }

    @Override
    public void close() {
      shards.forEach((number, shard) -> free("shard " + number, shard::close));
      replicas.forEach((rank, replica) -> free("the replica of rank " + rank, replica::close));
    }

    private static void free(String what, Runnable closing) {
      try {
        closing.run();
      } catch (RuntimeException e) {
        LOG.warn("Cannot free {}", what, e);
      }
    }
  }

  private final Map<Long, Kept> byRun = new HashMap<>();

  Survivors() {}

  /**
   * Keeps a survivor until it is taken or its run is over.
   *
   * @param run the run's token
   * @param end waits for the end of the run, on a thread of its own
   */
  public void keep(long run, Survivor survivor, RunEnd end) {
    Survivor superfluous;
    boolean first;
    synchronized (byRun) {
      first = !byRun.containsKey(run);
      superfluous = byRun.computeIfAbsent(run, any -> new Kept()).add(survivor);
    }
    superfluous.close();
    if (first) {
      Thread thread = new Thread(() -> freeAfter(run, end), "coherer-survivors");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void freeAfter(long run, RunEnd end) {
    boolean over = false;
    while (!over && !forgetIfNone(run)) {
      over = end.await(() -> has(run));
    }
    if (over) {
      free(run);
    }
  }

  private boolean has(long run) {
    synchronized (byRun) {
      Kept kept = byRun.get(run);
      return kept != null && kept.count() > 0;
    }
  }

  private boolean forgetIfNone(long run) {
    synchronized (byRun) {
      return !has(run) && byRun.remove(run) != null;
    }
  }

  private void free(long run) {
    Kept rest;
    synchronized (byRun) {
      rest = byRun.remove(run);
    }
    if (rest != null) {
      LOG.debug("Frees {} shards, replicas and parts that ranks have left", rest.count());
      rest.close();
    }
  }

  /**
   * Takes those of some shards that lie here, whichever rank has left them, and that can be read
   * still.
   */
  Map<Integer, Shard> takeShards(long run, Set<Integer> numbers) {
    Map<Integer, Shard> found = new TreeMap<>();
    synchronized (byRun) {
      Kept kept = byRun.getOrDefault(run, new Kept());
      for (int number : numbers) {
        Shard shard = kept.shards.remove(number);
        if (shard != null && shard.isReadable()) {
          found.put(number, shard);
        } else if (shard != null) {
          Kept.free("shard " + number, shard::close);
        }
      }
    }
    return found;
  }

  /** Takes the replica that a rank has left here; empty if it was not here, or left none. */
  Optional<TrainedReplica> takeReplica(long run, int rank) {
    synchronized (byRun) {
      return Optional.ofNullable(byRun.getOrDefault(run, new Kept()).replicas.remove(rank));
    }
  }

  /**
   * Takes the furthest replica of the ranks that are elsewhere now, if that is further than the one
   * that a rank has itself.
   *
   * @param here the ranks that are in this process now; they take their own
   * @param own the replica that the rank has
   */
  Optional<TrainedReplica> takeAhead(long run, Set<Integer> here, Optional<TrainedReplica> own) {
    synchronized (byRun) {
      Optional<Map.Entry<Integer, TrainedReplica>> found =
          byRun.getOrDefault(run, new Kept()).replicas.entrySet().stream()
              .filter(each -> !here.contains(each.getKey()) && each.getValue().isAheadOf(own))
              .max(Comparator.comparing(each -> each.getValue().position()));
      return found.flatMap(one -> takeReplica(run, one.getKey()));
    }
  }

  /** Returns where the run stands by the furthest replica here; empty if there is none. */
  public Optional<LoopState> furthest(long run) {
    synchronized (byRun) {
      return furthestOf(run).map(found -> found.getValue().state());
    }
  }

  /** Takes the furthest replica of a run that no rank will come back to. */
  public Optional<TrainedReplica> takeFurthest(long run) {
    synchronized (byRun) {
      return furthestOf(run).flatMap(found -> takeReplica(run, found.getKey()));
    }
  }

  private Optional<Map.Entry<Integer, TrainedReplica>> furthestOf(long run) {
    return byRun.getOrDefault(run, new Kept()).replicas.entrySet().stream()
        .max(Comparator.comparing(each -> each.getValue().position()));
  }

  /** Takes what ranks have left here of a sharded optimizer's state, whichever ranks they were. */
  List<KeptParts> takeParts(long run) {
    synchronized (byRun) {
      Kept kept = byRun.getOrDefault(run, new Kept());
      List<KeptParts> found = List.copyOf(kept.parts);
      kept.parts.clear();
      return found;
    }
  }

  /** Returns how many shards, replicas and parts there are, of all runs. */
  public int count() {
    synchronized (byRun) {
      return byRun.values().stream().mapToInt(Kept::count).sum();
    }
  }
}
