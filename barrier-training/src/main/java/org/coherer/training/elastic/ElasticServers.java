package org.coherer.training.elastic;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.coherer.training.rpc.RequestClient;
import org.coherer.training.server.DriverClient;
import org.coherer.training.server.Snapshot;
import org.coherer.training.server.rows.TableSnapshots;
import org.coherer.training.server.rows.TablesClient;
import org.coherer.training.transport.TransportException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The servers of a run as the driver sees them: their job, the connections to them, and a snapshot
 * of what they held last. If one of them is lost, all get back the last snapshot that is whole:
 * with embedding tables, one whose tables are written.
 */
final class ElasticServers implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ElasticServers.class);

  private final ElasticTask task;
  private final Coordinator coordinator;
  private final ServerJob job;
  private final int mostTries;
  private final Optional<TableSnapshots> tables;
  private DriverClient client;
  private TablesClient rows;
  private Snapshot snapshot;
  private Snapshot whole;
  private Set<String> pinned = Set.of();
  private int tries;
  private String lastSetback = "";

  /** Something that servers take part in. */
  @FunctionalInterface
  interface Task<T> {
    /** Does it; is called again, from the start, if a server is lost. */
    T run(DriverClient client) throws InterruptedException, ExecutionException;
  }

  /** Servers went back to a snapshot before that of the work that was to be done. */
  static final class WentBackException extends RuntimeException {

    private static final long serialVersionUID = 1L;
  }

  /** Hears that training goes back to the last snapshot. */
  @FunctionalInterface
  interface Recovery {
    void recovered();
  }

  /**
   * Starts the servers, and waits until they are there.
   *
   * @param tables the snapshots of embedding tables, if there are such
   */
  ElasticServers(
      JavaSparkContext spark,
      ElasticTask task,
      Coordinator coordinator,
      Optional<TableSnapshots> tables)
      throws InterruptedException {
    this.task = task;
    this.tables = tables;
    this.coordinator = coordinator;
    this.mostTries = task.plan().workers().attempts().inARow();
    this.job = new ServerJob(spark, task, coordinator);
    try {
      job.await();
      connect();
      snapshot = client.snapshot().withTables(Snapshot.NO_ROWS);
      whole = snapshot;
    } catch (InterruptedException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Returns what the servers held last. */
  Snapshot snapshot() {
    return snapshot;
  }

  /** Has the servers hold something else, which is whole. */
  void restore(Snapshot other) throws InterruptedException, ExecutionException {
    snapshot = other;
    whole = other;
    during(
        servers -> {
          give(other);
          return other;
        },
        () -> {});
  }

  /**
   * Does something that changes what servers hold, and takes a snapshot after it: without embedding
   * tables, one that is whole.
   *
   * @throws IllegalStateException if a table is full
   * @throws WentBackException if a server was lost, and all went back to where they held less
   */
  <T> T changing(Task<T> change, Recovery recovery)
      throws InterruptedException, ExecutionException {
    return during(
        servers -> {
          T result = change.run(servers);
          if (tables.isPresent()) {
            rows.requireSpace();
          }
          snapshot = servers.snapshot();
          if (tables.isEmpty()) {
            whole = snapshot;
          }
          return result;
        },
        recovery);
  }

  /**
   * Makes the last snapshot whole, if that is due.
   *
   * @return whether it is whole
   * @throws WentBackException as {@link #changing} does
   */
  boolean keepIfDue() throws InterruptedException, ExecutionException {
    if (tables.isPresent() && tables.get().isDue()) {
      keep();
    }
    return isWhole();
  }

  /**
   * Makes the last snapshot whole.
   *
   * @throws WentBackException as {@link #changing} does
   */
  void keep() throws InterruptedException, ExecutionException {
    if (!isWhole()) {
      TableSnapshots its = tables.orElseThrow();
      during(
          servers -> {
            snapshot = snapshot.withTables(its.save(rows));
            whole = snapshot;
            return snapshot;
          },
          () -> {});
      its.retain(needed());
    }
  }

  @SuppressWarnings("ReferenceEquality") // the same snapshot is asked for, not an equal one
  private boolean isWhole() {
    return whole == snapshot;
  }

  private Set<String> needed() {
    Set<String> needed = new HashSet<>(pinned);
    needed.add(whole.tables());
    return needed;
  }

  /** Says which snapshots must stay restorable, beside the last that is whole. */
  void pin(Stream<Snapshot> snapshots) {
    if (tables.isPresent()) {
      pinned = snapshots.map(Snapshot::tables).collect(Collectors.toUnmodifiableSet());
    }
  }

  /**
   * Does something. If a server is lost meanwhile, all of them get the last snapshot that is whole,
   * once it is there again, and it is done again.
   *
   * @throws WentBackException if it is not done again, for that snapshot is an earlier one
   */
  <T> T during(Task<T> work, Recovery recovery) throws InterruptedException, ExecutionException {
    boolean lost = false;
    while (true) {
      try {
        if (lost) {
          recover();
          recovery.recovered();
        }
        T result = work.run(client);
        tries = isWhole() ? 0 : tries;
        return result;
      } catch (WorkerJobs.SetbackException | TransportException e) {
        lost = true;
        wentBack(e);
      }
    }
  }

  /** Returns why all went back to a snapshot the last time, in a line; empty before the first. */
  String lastSetback() {
    return lastSetback;
  }

  private void wentBack(RuntimeException why) throws InterruptedException {
    lastSetback = String.valueOf(why.getMessage()).lines().findFirst().orElse("");
    job.checkRuns();
    tries++;
    if (tries == mostTries) {
      throw new IllegalStateException(
          "Training has gone back to its last snapshot "
              + (mostTries - 1)
              + " times without any progress between: "
              + why.getMessage()
              + " (see the logs of the executors)",
          why);
    }
    LOG.warn("Training goes back to its last snapshot: {}", why.getMessage());
  }

  private void recover() throws InterruptedException {
    client.close();
    job.await();
    connect();
    give(whole);
    if (!isWhole()) {
      snapshot = whole;
      throw new WentBackException();
    }
  }

  private void give(Snapshot other) {
    client.restore(other);
    tables.ifPresent(its -> its.load(rows, other.tables()));
  }

  private void connect() {
    List<ServerAddress> addresses = coordinator.settle();
    if (addresses.size() < task.servers().servers()) {
      throw new TransportException("A parameter server was lost before the driver reached it");
    }
    List<RequestClient> connections = new ArrayList<>();
    try {
      for (int server = 0; server < addresses.size(); server++) {
        connections.add(Channels.fromDriver(task, addresses.get(server), server));
      }
    } catch (RuntimeException e) {
      connections.forEach(RequestClient::close);
      throw e;
    }
    rows = new TablesClient(connections);
    client =
        new DriverClient(
            connections,
            task.servers(),
            task.plan().workers().count(),
            task.plan().transport().options().messageTimeout());
  }

  @Override
  public void close() {
    if (client != null) {
      client.close();
    }
    job.close();
  }
}
