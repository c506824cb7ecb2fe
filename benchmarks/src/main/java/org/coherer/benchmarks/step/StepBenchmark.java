package org.coherer.benchmarks.step;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.coherer.benchmarks.harness.Benchmark;
import org.coherer.benchmarks.harness.BenchmarkException;
import org.coherer.benchmarks.harness.Report;
import org.coherer.benchmarks.harness.Rounds;
import org.coherer.benchmarks.harness.RunSettings;
import org.coherer.benchmarks.harness.Summary;
import org.coherer.benchmarks.harness.Torch;
import org.coherer.benchmarks.networks.SampleNetwork;
import org.coherer.benchmarks.process.JavaCommand;
import org.coherer.benchmarks.process.ProcessGroup;

/** The time of one training step on one worker and one thread, on a batch in memory. */
public final class StepBenchmark implements Benchmark {

  private static final String TORCH = "torch";
  private static final String SCRIPT = "torch_step.py";
  private static final Duration DEADLINE = Duration.ofMinutes(5);
  private static final int FULL_ROUNDS = 11;
  private static final double FULL_TURN = 1;
  private static final double QUICK_TURN = 0.2;
  private static final double FULL_WARM_UP = 10;
  private static final double QUICK_WARM_UP = 1;
  private static final int FIRST_STEPS = 20;

  /**
   * A network that has learned its one batch by heart has gradients near zero, and moments that
   * become subnormal, on which processors are slow: not what a training looks like.
   */
  private static final int MOST_STEPS = 300;

  private static final double MILLI = 1e-3;

  /** Creates the benchmark. */
  public StepBenchmark() {}

  @Override
  public String name() {
    return "step";
  }

  @Override
  public void run(RunSettings settings, Report report) {
    settings.torch().flatMap(Torch::warning).ifPresent(report::remark);
    try (ProcessGroup ours = start(StepWorker.OURS, settings);
        ProcessGroup dl4j = start(StepWorker.DL4J, settings);
        Peer torch = new Peer(settings)) {
      for (SampleNetwork model : SampleNetwork.values()) {
        Map<String, ProcessGroup> groups = new LinkedHashMap<>();
        groups.put(StepWorker.OURS, ours);
        groups.put(StepWorker.DL4J, dl4j);
        torch.group().ifPresent(group -> groups.put(TORCH, group));
        measure(model, groups, settings, report);
      }
    }
  }

  private static ProcessGroup start(String way, RunSettings settings) {
    List<String> command = new ArrayList<>(JavaCommand.of(StepWorker.class, "2g", "2g"));
    command.add(way);
    return ProcessGroup.start("step-" + way, List.of(command), settings.logs());
  }

  /** PyTorch's process, where there is a PyTorch. */
  private record Peer(Optional<ProcessGroup> group) implements AutoCloseable {

    Peer(RunSettings settings) {
      this(
          settings
              .torch()
              .map(
                  torch ->
                      ProcessGroup.start(
                          "step-" + TORCH, List.of(torch.command(SCRIPT)), settings.logs())));
    }

    @Override
    public void close() {
      group.ifPresent(ProcessGroup::close);
    }
  }

  private void measure(
      SampleNetwork model, Map<String, ProcessGroup> groups, RunSettings settings, Report report) {
    double turn = settings.quick() ? QUICK_TURN : FULL_TURN;
    double warmUp = settings.quick() ? QUICK_WARM_UP : FULL_WARM_UP;
    Map<String, DoubleSupplier> turns = new LinkedHashMap<>();
    groups.forEach(
        (name, group) -> {
          double step = prepare(model, name, group, warmUp, report);
          int steps = (int) Math.max(1, Math.min(MOST_STEPS, Math.round(turn / step)));
          turns.put(name, () -> turn(model, group, steps));
        });
    Rounds rounds = new Rounds(settings.quick() ? Rounds.LEAST : FULL_ROUNDS);
    Map<String, Summary> millis = rounds.measure(turns);
    StepLine measured =
        new StepLine(
            model,
            millis.get(StepWorker.OURS),
            millis.get(StepWorker.DL4J),
            Optional.ofNullable(millis.get(TORCH)));
    report.line(measured.line(name(), Torch.label(settings.torch()), rounds.count()));
  }

  /** Returns the milliseconds of a step of a new network. */
  private static double turn(SampleNetwork model, ProcessGroup group, int steps) {
    begin(model, group);
    steps(group, FIRST_STEPS);
    return steps(group, steps).seconds() / steps / MILLI;
  }

  private static void begin(SampleNetwork model, ProcessGroup group) {
    group.askAll(
        DEADLINE, String.join(" ", StepWorker.PREPARE, model.label(), "" + model.trainingBatch()));
  }

  private static StepTimes steps(ProcessGroup group, int count) {
    return StepTimes.decode(group.askAll(DEADLINE, StepWorker.STEPS + " " + count).get(0));
  }

  /** Has a new network trained until it is warm; returns the seconds of one step. */
  private static double prepare(
      SampleNetwork model, String name, ProcessGroup group, double warmUp, Report report) {
    begin(model, group);
    double first = steps(group, 1).loss();
    StepTimes last = steps(group, FIRST_STEPS);
    double spent = 0;
    while (spent < warmUp) {
      last = steps(group, FIRST_STEPS);
      spent += last.seconds();
    }
    report.remark(
        "%s, %s: loss %.4f at the start, %.4f when warm"
            .formatted(model.label(), name, first, last.loss()));
    if (!(last.loss() < first)) {
      throw new BenchmarkException(
          "%s does not learn %s: its loss went from %.4f to %.4f"
              .formatted(name, model.label(), first, last.loss()));
    }
    return last.seconds() / FIRST_STEPS;
  }
}
