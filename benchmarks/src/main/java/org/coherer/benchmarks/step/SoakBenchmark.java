package org.coherer.benchmarks.step;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.coherer.benchmarks.harness.Benchmark;
import org.coherer.benchmarks.harness.BenchmarkException;
import org.coherer.benchmarks.harness.Report;
import org.coherer.benchmarks.harness.ResultLine;
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

  /** The records that describe an optimizer step. They are garbage after it. */
  private static final long MOST_HEAP_OF_STEP = 2048;

  /** What the JVM itself may take for compiled code and the like. */
  private static final long MOST_RESIDENT_GROWTH = 16L << 20;

  private static final double MEGA = 1 << 20;

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
        State warm = train(worker, (int) Math.max(1, each * WARM_UP));
        State end = train(worker, (int) Math.max(1, each * (1 - WARM_UP)));
        report(model, warm, end, report);
      }
    }
  }

  /** What a worker answers. */
  private record State(long steps, long heapOfSteps, long nativeBytes, long resident) {}

  private static State train(ProcessGroup worker, int seconds) {
    String answer = worker.askAll(DEADLINE, SoakWorker.TRAIN + " " + seconds).get(0);
    long[] numbers = Arrays.stream(answer.split(" ", -1)).mapToLong(Long::parseLong).toArray();
    return new State(numbers[0], numbers[1], numbers[2], numbers[3]);
  }

  private void report(SampleNetwork model, State warm, State end, Report report) {
    long heapOfStep = end.heapOfSteps() / end.steps();
    long nativeGrowth = end.nativeBytes() - warm.nativeBytes();
    long residentGrowth = end.resident() - warm.resident();
    report.line(
        new ResultLine(name())
            .with("model", model.label())
            .with("steps", end.steps())
            .with("heap_bytes", heapOfStep)
            .with("native_mb", end.nativeBytes() / MEGA, 1)
            .with("native_growth_bytes", nativeGrowth)
            .with("resident_mb", end.resident() / MEGA, 1)
            .with("resident_growth_mb", residentGrowth / MEGA, 1));
    if (nativeGrowth > 0
        || residentGrowth > MOST_RESIDENT_GROWTH
        || heapOfStep > MOST_HEAP_OF_STEP) {
      throw new BenchmarkException(
          "Training %s took memory (must be no native memory, at most %.0f MB resident and %d bytes of heap per step)"
              .formatted(model.label(), MOST_RESIDENT_GROWTH / MEGA, MOST_HEAP_OF_STEP));
    }
  }
}
