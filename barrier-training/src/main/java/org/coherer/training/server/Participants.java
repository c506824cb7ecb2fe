package org.coherer.training.server;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/**
 * The workers of the steps under way: who takes part, over which connection, how many steps of each
 * have been applied in the epoch, and for whom a synchronous update has to wait.
 *
 * <p>A worker that is lost is waited for as long as patience lasts, for its task is run again; and
 * so are those that have not come yet. After that, updates are made without them.
 */
final class Participants {

  private final long patienceNanos;
  private final LongSupplier nanoTime;
  private final Map<Integer, Long> connections = new TreeMap<>();
  private final SortedMap<Integer, Long> steps = new TreeMap<>();
  private final Set<Integer> arrived = new HashSet<>();
  private final Map<Integer, Long> lostSince = new HashMap<>();
  private int expected;
  private long begunNanos;

  /**
   * Creates those of a server to which nobody has come.
   *
   * @param patience how long workers are waited for
   */
  Participants(Duration patience, LongSupplier nanoTime) {
    this.patienceNanos = patience.toNanos();
    this.nanoTime = nanoTime;
  }

  /**
   * Begins some steps.
   *
   * @param newEpoch whether they are the first of an epoch
   * @param count how many workers are to come
   */
  void begin(boolean newEpoch, int count) {
    if (newEpoch) {
      steps.clear();
    }
    connections.clear();
    arrived.clear();
    lostSince.clear();
    expected = count;
    begunNanos = nanoTime.getAsLong();
  }

  /** Replaces the steps of all workers. */
  void restore(SortedMap<Integer, Long> applied) {
    steps.clear();
    steps.putAll(applied);
  }

  /** A worker takes part from now on, over a connection that takes the place of any before. */
  void join(int worker, long connection) {
    connections.put(worker, connection);
    arrived.add(worker);
    lostSince.remove(worker);
  }

  /** Returns whether a worker takes part over this connection. */
  boolean has(int worker, long connection) {
    return connections.getOrDefault(worker, -1L) == connection;
  }

  /** A worker has made its last step. */
  void leave(int worker) {
    connections.remove(worker);
  }

  /** A worker is lost, and may come back. */
  void lose(int worker) {
    connections.remove(worker);
    lostSince.put(worker, nanoTime.getAsLong());
  }

  /** Returns the workers that take part, in ascending order. */
  Set<Integer> present() {
    return new TreeSet<>(connections.keySet());
  }

  /** Returns whether somebody is still waited for who does not take part. */
  boolean awaitsMore() {
    long nowNanos = nanoTime.getAsLong();
    lostSince.values().removeIf(since -> nowNanos - since > patienceNanos);
    boolean early = arrived.size() < expected && nowNanos - begunNanos <= patienceNanos;
    return early || !lostSince.isEmpty();
  }

  /** Returns how many steps of a worker have been applied in the epoch. */
  long stepsOf(int worker) {
    return steps.getOrDefault(worker, 0L);
  }

  /** A step of a worker has been applied. */
  void advance(int worker) {
    steps.merge(worker, 1L, Long::sum);
  }

  /** Returns how many steps have been applied, by worker. */
  SortedMap<Integer, Long> steps() {
    return steps;
  }
}
