package org.coherer.training.elastic;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.coherer.training.embedding.EmbeddingInput;
import org.coherer.training.embedding.EmbeddingSpec;
import org.coherer.training.encoding.EmbeddingEncoding;
import org.coherer.training.engine.ReplicaSettings;
import org.coherer.training.job.ExecutorHere;
import org.coherer.training.job.RunEntry;
import org.coherer.training.loop.OptimizerPosition;
import org.coherer.training.plan.ServerPlan;
import org.coherer.training.plan.TrainingPlan;
import org.coherer.training.tables.TableFolder;
import org.coherer.training.transport.RunIdentity;
import org.coherer.training.transport.TransportSettings;
import org.coherer.training.transport.TransportTimeouts;

/**
 * What the driver gives to every task of a run.
 *
 * @param plan what to train
 * @param before how far the optimizer had got before the run
 * @param entry what admits a task to the run
 * @param coordinator where servers and workers find each other
 * @param folder where snapshots of embedding tables are; {@code null} without tables
 */
record ElasticTask(
    TrainingPlan plan,
    OptimizerPosition before,
    RunEntry entry,
    Coordinates coordinator,
    TableFolder folder)
    implements Serializable {

  /**
   * Where the coordinator listens, on the driver.
   *
   * @param host a name or an address
   * @param port a TCP port
   */
  record Coordinates(String host, int port) implements Serializable {}

  /** Returns how the servers work. */
  ServerPlan servers() {
    return (ServerPlan) plan.exchange().agreement();
  }

  /** Returns what the columns of ids in front of the network are; empty if there are none. */
  Optional<EmbeddingEncoding> embedding() {
    return plan.data().layout().encoding() instanceof EmbeddingEncoding embedding
        ? Optional.of(embedding)
        : Optional.empty();
  }

  /** Returns the tables in front of the network, by number; empty if there are none. */
  List<EmbeddingSpec> tables() {
    return embedding().stream()
        .flatMap(embedding -> embedding.inputs().stream())
        .map(EmbeddingInput::table)
        .toList();
  }

  /** Returns what a replica of a worker is opened with. */
  ReplicaSettings replicaSettings() {
    int inputs = embedding().map(EmbeddingEncoding::width).orElse(0);
    return plan.replicaSettings().withInputGradients(inputs);
  }

  /** Returns with what a task of this process opens connections. */
  TransportSettings settings(int number) {
    return settings(plan, entry, number, ExecutorHere.host());
  }

  /**
   * Returns with what connections are opened.
   *
   * @param number that of the server, the worker or the driver
   * @param host the address of this machine at which others reach it
   */
  static TransportSettings settings(TrainingPlan plan, RunEntry entry, int number, String host) {
    return new TransportSettings(
        number,
        host,
        new RunIdentity(entry.token(), 0),
        entry.mixedSecret(),
        new TransportTimeouts(
            plan.transport().timeouts().connect(), plan.transport().timeouts().peer()),
        plan.transport().options(),
        () -> Thread.currentThread().isInterrupted());
  }
}
