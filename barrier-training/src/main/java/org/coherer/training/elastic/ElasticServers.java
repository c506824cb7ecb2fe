package org.coherer.training.elastic;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.coherer.training.rpc.RequestClient;
import org.coherer.training.server.DriverClient;
import org.coherer.training.server.Snapshot;
import org.coherer.training.transport.TransportException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The servers of a run as the driver sees them: their job, the connections to them, and a snapshot
 * of what they held last, which they get back if one of them is lost.
 */
final class ElasticServers implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ElasticServers.class);

  private final ElasticTask task;
  private final Coordinator coordinator;
  private final ServerJob job;
  private final int mostTries;
  private DriverClient client;
  private Snapshot snapshot;

  /** Something that servers take part in. */
  @FunctionalInterface
  interface Task<T> {
    /** Does it; is called again, from the start, if a server is lost. */
    T run(DriverClient client) throws InterruptedException, ExecutionException;
  }

  /** Hears that training goes back to the last snapshot. */
  @FunctionalInterface
  interface Recovery {
    void recovered();
  }

  /** Starts the servers, and waits until they are there. */
  ElasticServers(JavaSparkContext spark, ElasticTask task, Coordinator coordinator)
      throws InterruptedException {
    this.task = task;
    this.coordinator = coordinator;
    this.mostTries = mostTries(spark.getConf());
    this.job = new ServerJob(spark, task, coordinator);
    try {
      job.await();
      client = connect();
      snapshot = client.snapshot();
    } catch (InterruptedException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** As many as Spark allows for a stage that gets no further. */
  private static int mostTries(SparkConf conf) {
    return Math.max(1, conf.getInt("spark.stage.maxConsecutiveAttempts", 4));
  }

  /** Returns what the servers held last. */
  Snapshot snapshot() {
    return snapshot;
  }

  /** Has the servers hold something else. */
  void restore(Snapshot other) throws InterruptedException, ExecutionException {
    snapshot = other;
    during(
        servers -> {
          servers.restore(other);
          return other;
        },
        () -> {});
  }

  /** Does something that changes what servers hold, and takes a snapshot after it. */
  <T> T changing(Task<T> change, Recovery recovery)
      throws InterruptedException, ExecutionException {
    return during(
        servers -> {
          T result = change.run(servers);
          snapshot = servers.snapshot();
          return result;
        },
        recovery);
  }

  /**
   * Does something. If a server is lost meanwhile, all of them get the last snapshot, once it is
   * there again, and it is done again.
   */
  <T> T during(Task<T> work, Recovery recovery) throws InterruptedException, ExecutionException {
    for (int tries = 1; ; tries++) {
      try {
        if (tries > 1) {
          recover();
          recovery.recovered();
        }
        return work.run(client);
      } catch (SetbackException | TransportException e) {
        job.checkRuns();
        if (tries == mostTries) {
          throw new IllegalStateException(
              "Training has gone back to its last snapshot "
                  + (mostTries - 1)
                  + " times without any progress between: "
                  + e.getMessage()
                  + " (see the logs of the executors)",
              e);
        }
        LOG.warn("Training goes back to its last snapshot: {}", e.getMessage());
      }
    }
  }

  private void recover() throws InterruptedException {
    client.close();
    job.await();
    client = connect();
    client.restore(snapshot);
  }

  private DriverClient connect() {
    List<ServerAddress> addresses = coordinator.addresses();
    List<RequestClient> connections = new ArrayList<>();
    try {
      for (int server = 0; server < addresses.size(); server++) {
        connections.add(Channels.fromDriver(task, addresses.get(server), server));
      }
    } catch (RuntimeException e) {
      connections.forEach(RequestClient::close);
      throw e;
    }
    return new DriverClient(
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
