package org.coherer.benchmarks.inference;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.coherer.benchmarks.harness.RunSettings;
import org.coherer.benchmarks.networks.SampleNetwork;
import org.coherer.benchmarks.process.ProcessGroup;

/** The processes of all ways, alive from the start; one at a time is asked for something. */
final class Contenders implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofMinutes(5);

  private final Map<Contender, ProcessGroup> groups = new EnumMap<>(Contender.class);

  private Contenders() {}

  /** Starts all; without PyTorch, all others. */
  static Contenders start(RunSettings settings) {
    Contenders started = new Contenders();
    try {
      for (Contender contender : Contender.values()) {
        contender.command(settings).ifPresent(command -> started.add(contender, command, settings));
      }
      return started;
    } catch (RuntimeException e) {
      started.close();
      throw e;
    }
  }

  private void add(Contender contender, List<String> command, RunSettings settings) {
    String name = "inference-" + contender.label();
    groups.put(contender, ProcessGroup.start(name, List.of(command), settings.logs()));
  }

  /** Returns those that there are. */
  Set<Contender> present() {
    return groups.keySet();
  }

  /** Has a network and rows made ready. */
  void prepare(Contender contender, SampleNetwork model, int rows) {
    ask(contender, String.join(" ", InferenceWorker.PREPARE, model.label(), "" + rows));
  }

  /** Has all rows predicted so often; returns seconds. */
  double predict(Contender contender, int count) {
    return Double.parseDouble(ask(contender, InferenceWorker.PREDICT + " " + count));
  }

  /** Returns how far our outputs are from a peer's. */
  double difference(Contender contender, SampleNetwork model) {
    return Double.parseDouble(ask(contender, InferenceWorker.CHECK + " " + model.label()));
  }

  /** Returns whose matrix products MLlib uses. */
  String blas() {
    return ask(Contender.MLLIB, InferenceWorker.BLAS);
  }

  private String ask(Contender contender, String request) {
    return groups.get(contender).askAll(DEADLINE, request).get(0);
  }

  @Override
  public void close() {
    groups.values().forEach(ProcessGroup::close);
  }
}
