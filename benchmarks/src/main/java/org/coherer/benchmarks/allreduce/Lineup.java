package org.coherer.benchmarks.allreduce;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.coherer.benchmarks.harness.RunSettings;
import org.coherer.benchmarks.process.JavaCommand;
import org.coherer.benchmarks.process.ProcessGroup;
import org.coherer.benchmarks.process.TorchGroup;
import org.coherer.benchmarks.ranks.RankGroup;
import org.coherer.benchmarks.ranks.TransportKind;
import org.coherer.benchmarks.raw.RawWorker;

/** All contenders with one number of ranks, alive at the same time, each asleep until its turn. */
final class Lineup implements AutoCloseable {

  static final String GLOO = "gloo";
  static final String EXCHANGE = "exchange";
  static final String MEMCPY = "memcpy";

  private static final String SCRIPT = "gloo_allreduce.py";

  private final List<ProcessGroup> groups = new ArrayList<>();
  private final Map<String, Contender> contenders = new LinkedHashMap<>();

  private Lineup() {}

  /** Starts the processes of all contenders that there are. */
  static Lineup start(int world, RunSettings settings) {
    Lineup lineup = new Lineup();
    try {
      lineup.startAll(world, settings);
      return lineup;
    } catch (RuntimeException e) {
      lineup.close();
      throw e;
    }
  }

  private void startAll(int world, RunSettings settings) {
    for (TransportKind kind : TransportKind.values()) {
      add(RankGroup.start(kind, world, AllReduceWorker.class, settings.logs()), kind.label());
    }
    settings
        .torch()
        .map(torch -> TorchGroup.start("gloo-" + world, torch, SCRIPT, world, settings.logs()))
        .ifPresent(group -> add(group, GLOO));
    ProcessGroup raw = raw(world, settings.logs());
    groups.add(raw);
    put(new Contender(EXCHANGE, raw, RawWorker.EXCHANGE, RawWorker.CHECK_EXCHANGE));
    put(new Contender(MEMCPY, raw, RawWorker.COPY, RawWorker.CHECK_COPY));
  }

  private void add(ProcessGroup group, String name) {
    groups.add(group);
    put(new Contender(name, group, AllReduceWorker.RUN, AllReduceWorker.CHECK));
  }

  private void put(Contender contender) {
    contenders.put(contender.name(), contender);
  }

  private static ProcessGroup raw(int world, Path logs) {
    List<String> command = JavaCommand.of(RawWorker.class, "256m", "1g");
    return ProcessGroup.start("raw-" + world, Collections.nCopies(world, command), logs)
        .ready(RawWorker::connect);
  }

  Collection<Contender> contenders() {
    return contenders.values();
  }

  @Override
  public void close() {
    groups.forEach(ProcessGroup::close);
  }
}
