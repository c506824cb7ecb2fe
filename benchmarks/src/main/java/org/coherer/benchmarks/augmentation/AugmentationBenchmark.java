package org.coherer.benchmarks.augmentation;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.coherer.benchmarks.harness.Benchmark;
import org.coherer.benchmarks.harness.BenchmarkException;
import org.coherer.benchmarks.harness.Report;
import org.coherer.benchmarks.harness.Rounds;
import org.coherer.benchmarks.harness.RunSettings;
import org.coherer.benchmarks.process.JavaCommand;
import org.coherer.benchmarks.process.ProcessGroup;

/**
 * What {@code augmentation} is worth, and what it costs. The accuracy is that on all test images of
 * Fashion-MNIST after a training on a few of the others, with three seeds; a quick run draws digits
 * instead. The cost is how much longer an epoch takes, in fits that take turns.
 */
public final class AugmentationBenchmark implements Benchmark {

  private static final Duration DEADLINE = Duration.ofMinutes(5);
  private static final int EPOCHS = 120;
  private static final int QUICK_EPOCHS = 10;
  private static final int TIMED_EPOCHS = 5;
  private static final int QUICK_TIMED_EPOCHS = 3;

  /** Creates the benchmark. */
  public AugmentationBenchmark() {}

  @Override
  public String name() {
    return "augmentation";
  }

  @Override
  public void run(RunSettings settings, Report report) {
    Path folder = settings.logs().resolve(name()).toAbsolutePath();
    String images = AugmentationWorker.DIGITS;
    if (!settings.quick()) {
      images =
          settings
              .data()
              .orElseThrow(
                  () ->
                      new BenchmarkException(
                          "No images to train on (give --data the folder with the four IDX files"
                              + " of Fashion-MNIST, plain or .gz; or try --quick, which draws"
                              + " some)"))
              .toAbsolutePath()
              .toString();
    }
    List<String> command =
        new ArrayList<>(JavaCommand.ofSpark(AugmentationWorker.class, "2g", "2g"));
    command.addAll(List.of(folder.toString(), images));
    try (ProcessGroup worker = ProcessGroup.start(name(), List.of(command), settings.logs())) {
      int epochs = settings.quick() ? QUICK_EPOCHS : EPOCHS;
      report.line(
          measured(worker, Case.GREY, epochs, Rounds.LEAST_OF_TRAININGS).ofAccuracy(name()));
      int timed = settings.quick() ? QUICK_TIMED_EPOCHS : TIMED_EPOCHS;
      for (Case each : Case.values()) {
        boolean wanted = settings.quick() ? each == Case.LENET : each != Case.GREY;
        if (wanted) {
          report.line(measured(worker, each, timed, Rounds.LEAST).ofCost(name()));
        }
      }
    }
  }

  /** Fits with and without augmentation, in turns, after one of each that warms up. */
  private static AugmentationLine measured(ProcessGroup worker, Case each, int epochs, int rounds) {
    fit(worker, each, false, 2, 0);
    fit(worker, each, true, 2, 0);
    List<Fitted> plain = new ArrayList<>();
    List<Fitted> varied = new ArrayList<>();
    for (int seed = 1; seed <= rounds; seed++) {
      boolean variedFirst = seed % 2 == 0;
      for (boolean second : new boolean[] {false, true}) {
        boolean vary = second != variedFirst;
        (vary ? varied : plain).add(fit(worker, each, vary, epochs, seed));
      }
    }
    return new AugmentationLine(each, epochs, plain, varied);
  }

  private static Fitted fit(ProcessGroup worker, Case each, boolean vary, int epochs, int seed) {
    String verb = vary ? AugmentationWorker.VARIED : AugmentationWorker.PLAIN;
    String request = String.join(" ", verb, each.label(), "" + epochs, "" + seed);
    return Fitted.decode(worker.askAll(DEADLINE, request).get(0));
  }
}
