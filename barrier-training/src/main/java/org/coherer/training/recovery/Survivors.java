package org.coherer.training.recovery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The survivors in this process, by the run that they belong to. Each is taken by one rank of the
 * next attempt, or freed when its run is over.
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

  private final Map<Long, List<Survivor>> byRun = new HashMap<>();

  Survivors() {}

  /**
   * Keeps a survivor until it is taken or its run is over.
   *
   * @param run the run's token
   * @param end waits for the end of the run, on a thread of its own
   */
  public void keep(long run, Survivor survivor, RunEnd end) {
    synchronized (byRun) {
      List<Survivor> before = byRun.get(run);
      if (before != null) {
        before.add(survivor);
        return;
      }
      byRun.put(run, new ArrayList<>(List.of(survivor)));
    }
    Thread thread = new Thread(() -> freeAfter(run, end), "coherer-survivors");
    thread.setDaemon(true);
    thread.start();
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
      return !byRun.getOrDefault(run, List.of()).isEmpty();
    }
  }

  private boolean forgetIfNone(long run) {
    synchronized (byRun) {
      return !has(run) && byRun.remove(run) != null;
    }
  }

  private void free(long run) {
    List<Survivor> rest;
    synchronized (byRun) {
      rest = byRun.remove(run);
    }
    if (rest != null) {
      LOG.debug("Frees what {} ranks have left", rest.size());
      rest.forEach(Survivors::free);
    }
  }

  private static void free(Survivor survivor) {
    try {
      survivor.close();
    } catch (RuntimeException e) {
      LOG.warn("Cannot free all that rank {} has left", survivor.rank(), e);
    }
  }

  /** Takes what a rank has left here; empty if it was not here, or left nothing. */
  public Optional<Survivor> take(long run, int rank) {
    return take(run, survivor -> survivor.rank() == rank);
  }

  /**
   * Takes what the furthest of those ranks has left that are elsewhere now, if that is further than
   * what a rank has itself.
   *
   * @param here the ranks that are in this process now; they take their own
   * @param own the replica that the rank has
   */
  public Optional<Survivor> takeAhead(long run, Set<Integer> here, Optional<TrainedReplica> own) {
    synchronized (byRun) {
      Optional<Survivor> found =
          byRun.getOrDefault(run, List.of()).stream()
              .filter(survivor -> !here.contains(survivor.rank()) && survivor.isAheadOf(own))
              .max(Survivor.BY_POSITION);
      return found.flatMap(one -> take(run, one.rank()));
    }
  }

  private Optional<Survivor> take(long run, Predicate<Survivor> which) {
    synchronized (byRun) {
      List<Survivor> survivors = byRun.getOrDefault(run, List.of());
      Optional<Survivor> found = survivors.stream().filter(which).findFirst();
      found.ifPresent(survivors::remove);
      return found;
    }
  }

  /** Returns how many there are, of all runs. */
  public int count() {
    synchronized (byRun) {
      return byRun.values().stream().mapToInt(List::size).sum();
    }
  }
}
