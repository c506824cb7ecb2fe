package org.coherer.benchmarks.accuracy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.coherer.benchmarks.harness.Torch;
import org.coherer.benchmarks.process.ProcessGroup;
import org.coherer.benchmarks.process.TorchGroup;

/**
 * PyTorch's processes, as the parent sees them. The images are in their memory from the start.
 *
 * @param group one process for each rank
 */
record DdpRanks(ProcessGroup group) implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofMinutes(3);
  private static final String SCRIPT = "torch_accuracy.py";

  /** Starts as many as we have executors, and has them load the images. */
  static DdpRanks start(Torch torch, ImageFiles images, Path logs) {
    int world = AccuracyWorker.EXECUTORS.count();
    ProcessGroup group =
        TorchGroup.start("accuracy-ddp", torch, SCRIPT, world, logs, images.folder());
    return new DdpRanks(group.ready(ranks -> ranks.askAll(DEADLINE, "load")));
  }

  /**
   * Begins a training; returns what trains for 1, 2, 3, ... epochs. It goes on where it was rather
   * than beginning again, and adds up the seconds: those of the slowest rank, of training alone.
   */
  Trial.Growing training(String network, int seed) {
    group.askAll(DEADLINE, String.join(" ", "begin", network, "" + Estimators.BATCH, "" + seed));
    double[] seconds = {0};
    return epochs -> {
      List<Trial> ranks =
          group.askAll(DEADLINE, "epoch").stream()
              .map(answer -> Trial.parse(epochs, answer))
              .toList();
      seconds[0] += ranks.stream().mapToDouble(Trial::seconds).max().orElseThrow();
      return new Trial(epochs, seconds[0], ranks.get(0).accuracy());
    };
  }

  @Override
  public void close() {
    group.close();
  }
}
