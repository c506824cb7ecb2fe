package org.coherer.benchmarks.quality;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.coherer.benchmarks.harness.BenchmarkException;
import org.coherer.benchmarks.harness.Report;

/**
 * Fits every table with every contender, in turns: each split by all of them, every split beginning
 * with another one.
 */
final class QualityRun implements AutoCloseable {

  private final QualityPlan plan;
  private final Map<Contender, ContenderProcess> processes;
  private final EarlierRun earlier;
  private final Report report;

  /**
   * Takes over processes.
   *
   * @param processes of the contenders that are there; those of the plan that have none are absent
   */
  QualityRun(
      QualityPlan plan, List<ContenderProcess> processes, EarlierRun earlier, Report report) {
    this.plan = plan;
    this.processes = new LinkedHashMap<>();
    processes.forEach(process -> this.processes.put(process.contender(), process));
    this.earlier = earlier;
    this.report = report;
  }

  /** Fits a table; returns how all contenders compare, the earlier run's included. */
  Standing measure(Table table) {
    Map<Contender, Outcome> measured = fits(table);
    List<Outcome> outcomes = new ArrayList<>();
    for (Contender contender : plan.contenders()) {
      outcomes.add(
          measured.getOrDefault(
              contender, Outcome.without(contender.label(), Outcome.State.ABSENT, false)));
    }
    Set<String> labels =
        plan.contenders().stream().map(Contender::label).collect(Collectors.toSet());
    outcomes.addAll(earlier.outcomes(table, labels));
    return new Standing(table, outcomes);
  }

  private Map<Contender, Outcome> fits(Table table) {
    List<ContenderProcess> able =
        processes.values().stream().filter(process -> process.contender().knows(table)).toList();
    Map<Contender, Turns> turns = new HashMap<>();
    able.forEach(process -> turns.put(process.contender(), new Turns(process, table)));
    for (int seed = 1; seed <= plan.seeds(); seed++) {
      for (int i = 0; i < able.size(); i++) {
        turns.get(able.get((i + seed - 1) % able.size()).contender()).take(seed);
      }
    }
    Map<Contender, Outcome> outcomes = new HashMap<>();
    turns.forEach((contender, taken) -> outcomes.put(contender, taken.outcome()));
    return outcomes;
  }

  /** The turns of one contender on one table. */
  private final class Turns {
    private final ContenderProcess process;
    private final Table table;
    private final List<Fit> fits = new ArrayList<>();
    private boolean failed;

    Turns(ContenderProcess process, Table table) {
      this.process = process;
      this.table = table;
    }

    /** Fits one split, unless an earlier one has failed or all of them have taken long enough. */
    void take(int seed) {
      double seconds = fits.stream().mapToDouble(Fit::seconds).sum();
      if (failed || seconds > plan.enough().toSeconds()) {
        return;
      }
      try {
        fits.add(process.fit(table, seed));
      } catch (BenchmarkException e) {
        failed = true;
        report.remark(table.name() + ": " + e.getMessage().replaceAll("\\R", " | "));
      }
    }

    Outcome outcome() {
      return failed
          ? Outcome.without(process.contender().label(), Outcome.State.FAILED, false)
          : Outcome.of(process.contender(), fits);
    }
  }

  @Override
  public void close() {
    processes.values().forEach(ContenderProcess::close);
  }
}
