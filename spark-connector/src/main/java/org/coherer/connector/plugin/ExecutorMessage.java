package org.coherer.connector.plugin;

import java.io.Serializable;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.coherer.connector.cluster.ExecutorMachine;
import org.coherer.training.engine.diagnostics.ComputeReport;

/** What an executor's component tells that of the driver. */
sealed interface ExecutorMessage extends Serializable {

  /** Returns which executor tells it. */
  Sender sender();

  /**
   * An executor.
   *
   * @param executor its id in Spark
   * @param host where it runs
   */
  record Sender(String executor, String host) implements Serializable {

    /** Checks that nothing is missing. */
    public Sender {
      Objects.requireNonNull(executor, "executor");
      Objects.requireNonNull(host, "host");
    }

    @Override
    public String toString() {
      return "executor " + executor + " on " + host;
    }
  }

  /** The engine has loaded what it needs. */
  record Ready(Sender sender, ComputeReport report) implements ExecutorMessage {}

  /**
   * The engine cannot load what it needs.
   *
   * @param reason why, with the remedy
   */
  record Unusable(Sender sender, String reason) implements ExecutorMessage {}

  /** What is free on the machine. */
  record Machine(Sender sender, ExecutorMachine machine) implements ExecutorMessage {}

  /**
   * How much memory the process takes and how much it has sent, in bytes.
   *
   * @param figures by the names of their metrics
   */
  record Usage(Sender sender, SortedMap<String, Double> figures) implements ExecutorMessage {

    /** Copies the map. */
    public Usage {
      figures = Collections.unmodifiableSortedMap(new TreeMap<>(figures));
    }
  }
}
