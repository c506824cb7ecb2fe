package org.coherer.benchmarks.step;

import java.time.Duration;
import java.util.List;
import org.coherer.benchmarks.harness.Benchmark;
import org.coherer.benchmarks.harness.Report;
import org.coherer.benchmarks.harness.RunSettings;
import org.coherer.benchmarks.networks.SampleNetwork;
import org.coherer.benchmarks.process.JavaCommand;
import org.coherer.benchmarks.process.ProcessGroup;

/** Ten minutes of training in which memory must not grow. */
public final class SoakBenchmark implements Benchmark {

  private static final Duration DEADLINE = Duration.ofMinutes(10);
  private static final int FULL_SECONDS = 600;
  private static final int QUICK_SECONDS = 24;

  /** Of a network's time, before memory is looked at for the first time. */
  private static final double WARM_UP = 0.25;

  /** Garbage of steps fills all of it during the warm-up, so that it cannot grow later. */
  private static final String HEAP = "64m";

  /** Creates the benchmark. */
  public SoakBenchmark() {}

  @Override
  public String name() {
    return "soak";
  }

  @Override
  public void run(RunSettings settings, Report report) {
    int seconds = settings.quick() ? QUICK_SECONDS : FULL_SECONDS;
    int each = seconds / SampleNetwork.values().length;
    for (SampleNetwork model : SampleNetwork.values()) {
      List<String> command = JavaCommand.of(SoakWorker.class, HEAP, "1g");
      try (ProcessGroup worker = ProcessGroup.start(name(), List.of(command), settings.logs())) {
        worker.askAll(DEADLINE, SoakWorker.PREPARE + " " + model.label());
        SoakLine.State warm = train(worker, (int) Math.max(1, each * WARM_UP));
        SoakLine.State end = train(worker, (int) Math.max(1, each * (1 - WARM_UP)));
        SoakLine measured = new SoakLine(model, warm, end);
        report.line(measured.line(name()));
        measured.expectSteady();
      }
    }
  }

  private static SoakLine.State train(ProcessGroup worker, int seconds) {
    String answer = worker.askAll(DEADLINE, SoakWorker.TRAIN + " " + seconds).get(0);
    return SoakLine.State.decode(answer);
  }
}
