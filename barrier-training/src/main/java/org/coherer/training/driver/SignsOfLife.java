package org.coherer.training.driver;

import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When the driver has last received anything from each task that is connected to it. Tasks report
 * that they are alive, from a thread of their own, whatever they compute or wait for.
 */
public final class SignsOfLife {

  private record Task(int attempt, int rank) {}

  private final Map<Task, Long> lastNanos = new ConcurrentHashMap<>();
  private final Set<Integer> started = ConcurrentHashMap.newKeySet();

  void received(int attempt, int rank) {
    lastNanos.put(new Task(attempt, rank), System.nanoTime());
  }

  void disconnected(int attempt, int rank) {
    lastNanos.remove(new Task(attempt, rank));
  }

  void start(int attempt) {
    started.add(attempt);
  }

  /**
   * Returns when something was last received from a rank, by {@link System#nanoTime}; empty if it
   * is not connected, so that its silence says nothing.
   */
  public OptionalLong lastNanos(int attempt, int rank) {
    Long nanos = lastNanos.get(new Task(attempt, rank));
    return nanos == null ? OptionalLong.empty() : OptionalLong.of(nanos);
  }

  /** Returns whether any task is connected: it runs, whether Spark's pages know it yet or not. */
  public boolean isAnyConnected() {
    return !lastNanos.isEmpty();
  }

  /** Returns whether the ranks of an attempt have met and connected to each other. */
  public boolean started(int attempt) {
    return started.contains(attempt);
  }
}
