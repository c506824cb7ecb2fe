package org.coherer.benchmarks.barrier;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.coherer.benchmarks.harness.Torch;
import org.coherer.benchmarks.process.ProcessGroup;

/**
 * A process that runs PyTorch's {@code torchrun} when it is asked to, once at a time.
 *
 * @param group the process
 */
public record Torchrun(ProcessGroup group) implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofMinutes(5);
  private static final String SCRIPT = "torchrun_turns.py";

  /**
   * Starts the process, and nothing of PyTorch.
   *
   * @param benchmark what logs call it
   * @param folder for what is noted, and for checkpoints
   */
  public static Torchrun start(String benchmark, Torch torch, Path folder, Path logs) {
    List<String> command = torch.command(SCRIPT, folder);
    return new Torchrun(ProcessGroup.start(benchmark + "-torchrun", List.of(command), logs));
  }

  /** Returns the milliseconds from the launch until all ranks have made their first step. */
  public double startup() {
    return numbers("startup")[0];
  }

  /**
   * What torchrun makes of a kill.
   *
   * @param againMillis from the kill until all ranks have made a step again
   * @param caughtUpMillis from the kill until all have made one that was not made before
   * @param repeated how many steps were made again
   */
  public record Restart(double againMillis, double caughtUpMillis, long repeated) {}

  /**
   * Kills a rank.
   *
   * @param victim the rank
   * @param step the step that all have made before
   * @param savedSteps after how many steps there is a checkpoint
   */
  public Restart recovery(int victim, int step, int savedSteps) {
    double[] numbers = numbers("recovery " + victim + " " + step + " " + savedSteps);
    return new Restart(numbers[0], numbers[1], (long) numbers[2]);
  }

  private double[] numbers(String request) {
    return Answers.numbers(group.askAll(DEADLINE, request).get(0));
  }

  @Override
  public void close() {
    group.close();
  }
}
