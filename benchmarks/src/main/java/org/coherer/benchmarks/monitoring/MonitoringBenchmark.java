package org.coherer.benchmarks.monitoring;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.coherer.benchmarks.harness.Benchmark;
import org.coherer.benchmarks.harness.Report;
import org.coherer.benchmarks.harness.Rounds;
import org.coherer.benchmarks.harness.RunSettings;
import org.coherer.benchmarks.process.JavaCommand;
import org.coherer.benchmarks.process.ProcessGroup;

/**
 * How much longer a fit takes with everything on that shows it: the plugin with its metrics and its
 * tab of Spark's UI, Spark's event log, two sinks, TensorBoard's files, a progress bar and a
 * listener. At most one percent is aimed at where steps are as trainings have them.
 */
public final class MonitoringBenchmark implements Benchmark {

  private static final Duration DEADLINE = Duration.ofMinutes(5);
  private static final int FULL_ROUNDS = 11;

  /** Creates the benchmark. */
  public MonitoringBenchmark() {}

  @Override
  public String name() {
    return "monitoring";
  }

  @Override
  public void run(RunSettings settings, Report report) {
    Path folder = settings.logs().resolve(name()).toAbsolutePath();
    List<String> command = new ArrayList<>(JavaCommand.ofSpark(MonitoringWorker.class, "1g", "1g"));
    command.add(folder.toString());
    Rounds rounds = new Rounds(settings.quick() ? Rounds.LEAST : FULL_ROUNDS);
    try (ProcessGroup worker = ProcessGroup.start(name(), List.of(command), settings.logs())) {
      for (Workload workload : Workload.values()) {
        int epochs = workload.epochs(settings.quick());
        MonitoringTurns turns = new MonitoringTurns();
        Map<String, DoubleSupplier> contenders = new LinkedHashMap<>();
        for (Visibility each : Visibility.values()) {
          fit(worker, workload, each, epochs); // Warms up, the compiler above all.
          contenders.put(each.label(), () -> turns.add(each, fit(worker, workload, each, epochs)));
        }
        rounds.measure(contenders);
        report.line(
            new MonitoringLine(workload, epochs, workload.steps(settings.quick()), turns)
                .line(name(), rounds.count()));
      }
    }
  }

  private static Fitted fit(
      ProcessGroup worker, Workload workload, Visibility visibility, int epochs) {
    String request =
        String.join(" ", MonitoringWorker.FIT, workload.label(), visibility.label(), "" + epochs);
    return Fitted.decode(worker.askAll(DEADLINE, request).get(0));
  }
}
