package org.coherer.benchmarks.clicks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.coherer.benchmarks.harness.Torch;
import org.coherer.benchmarks.process.JavaCommand;
import org.coherer.benchmarks.process.ProcessGroup;
import org.coherer.examples.clicks.ClickField;

/**
 * The one process of a contender, as the parent sees it.
 *
 * @param group the process
 */
record ClickProcess(ProcessGroup group) implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofMinutes(20);
  private static final String SCRIPT = "torch_clicks.py";

  /** Starts ours; the folder is for all files. */
  static ClickProcess ours(Path folder, Path logs) {
    List<String> command = new ArrayList<>(JavaCommand.ofSpark(ClicksWorker.class, "3g", "6g"));
    command.add(folder.toString());
    return start("clicks-ours", command, logs);
  }

  /** Starts PyTorch's, which loads the files that are in the folder. */
  static ClickProcess torch(Torch torch, Path folder, Path logs) {
    String counts = commas(ClicksPlan.LOG.fields().stream().map(ClickField::count).toList());
    List<String> command =
        torch.command(
            SCRIPT,
            folder,
            counts,
            ClicksPlan.NETWORK.dense(),
            ClicksPlan.NETWORK.width(),
            commas(ClicksPlan.NETWORK.hidden()),
            ClicksPlan.THREADS);
    ClickProcess process = start("clicks-torch", command, logs);
    process.group.ready(started -> started.askAll(DEADLINE, "load"));
    return process;
  }

  private static ClickProcess start(String name, List<String> command, Path logs) {
    return new ClickProcess(ProcessGroup.start(name, List.of(command), logs));
  }

  private static String commas(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  /** Has ours write the rows of a plan; returns the optimal area. */
  double write(ClicksPlan plan) {
    return Double.parseDouble(ask(ClicksWorker.WRITE, plan.rows(), plan.testRows()));
  }

  /** Has ours train. */
  ClickTrial train(int epochs, int seed, String consistency) {
    return ClickTrial.parse(ask(ClicksWorker.TRAIN, epochs, seed, consistency));
  }

  /** Has PyTorch train in the same way. */
  ClickTrial trainTorch(int epochs, int seed) {
    return ClickTrial.parse(
        ask(
            "train",
            epochs,
            ClicksPlan.BATCH,
            ClicksPlan.NETWORK.tableRate(),
            ClicksPlan.NETWORK.rate(),
            seed));
  }

  private String ask(Object... request) {
    String line = List.of(request).stream().map(String::valueOf).collect(Collectors.joining(" "));
    return group.askAll(DEADLINE, line).get(0);
  }

  @Override
  public void close() {
    group.close();
  }
}
