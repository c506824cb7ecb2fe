package org.coherer.benchmarks.quality;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.coherer.benchmarks.harness.Benchmark;
import org.coherer.benchmarks.harness.Report;
import org.coherer.benchmarks.harness.RunSettings;

/**
 * How good a fit is on real tables, and how long it takes: ours with nothing set, MLlib's
 * estimators, scikit-learn's perceptron, XGBoost and RealMLP.
 *
 * <p>The tables are in packages of Python. A process writes their splits to files, encoded in the
 * same way for all contenders, each of which has a process of its own and two threads.
 */
public final class QualityBenchmark implements Benchmark {

  /** The tables that warm up, one for each task; scikit-learn, which is always there, has them. */
  private static final List<String> WARM_UPS = List.of("iris", "diabetes");

  private static final String ALL = "all";

  /** Creates the benchmark. */
  public QualityBenchmark() {}

  @Override
  public String name() {
    return "quality";
  }

  @Override
  public boolean hasParts() {
    return true;
  }

  @Override
  public void run(RunSettings settings, Report report) {
    QualityPlan plan = QualityPlan.of(settings);
    EarlierRun earlier =
        settings
            .selection()
            .peers()
            .map(file -> EarlierRun.read(name(), file))
            .orElse(EarlierRun.NONE);
    QualityPython python = QualityPython.find(System.getenv(), settings.scripts());
    report.remark("python: " + python.describe());
    run(plan, python, earlier, settings.logs(), report);
  }

  /** Writes the tables, fits them, and reports. */
  void run(QualityPlan plan, QualityPython python, EarlierRun earlier, Path logs, Report report) {
    Path folder = logs.resolve(name()).toAbsolutePath();
    List<Table> tables = new ArrayList<>();
    List<Table> warmUps = new ArrayList<>();
    try (TableWriter writer = TableWriter.start(python, folder, logs)) {
      List<Listing> all = writer.list();
      for (Listing listing : plan.chosen(all)) {
        writer
            .write(listing, plan.seeds(), report::remark)
            .ifPresentOrElse(tables::add, () -> report.line(QualityLine.absent(name(), listing)));
      }
      for (int i = 0; i < plan.warmUps(); i++) {
        all.stream()
            .filter(listing -> WARM_UPS.contains(listing.name()))
            .forEach(listing -> writer.write(listing, 1, report::remark).ifPresent(warmUps::add));
      }
    }
    Lineup lineup = new Lineup(python, folder, logs, warmUps);
    try (QualityRun run = new QualityRun(plan, lineup.processes(plan, report), earlier, report)) {
      report(tables.stream().map(table -> measured(run, table, report)).toList(), report);
    }
  }

  private Standing measured(QualityRun run, Table table, Report report) {
    Standing standing = run.measure(table);
    for (Outcome outcome : standing.outcomes()) {
      report.line(QualityLine.of(name(), standing, outcome));
    }
    return standing;
  }

  private void report(List<Standing> standings, Report report) {
    report(new Overall(ALL, standings), report);
    standings.stream()
        .map(standing -> standing.table().listing().group())
        .distinct()
        .forEach(
            group ->
                report(
                    new Overall(
                        group,
                        standings.stream()
                            .filter(standing -> standing.table().listing().group().equals(group))
                            .toList()),
                    report));
  }

  private void report(Overall overall, Report report) {
    overall.contenders().forEach(contender -> report.line(overall.line(name(), contender)));
  }
}
