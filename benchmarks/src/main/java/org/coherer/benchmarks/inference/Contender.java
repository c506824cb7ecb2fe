package org.coherer.benchmarks.inference;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.coherer.benchmarks.harness.RunSettings;
import org.coherer.benchmarks.networks.SampleNetwork;
import org.coherer.benchmarks.process.JavaCommand;

/** The ways of predicting that are compared, each in a process of its own. */
enum Contender {
  /** A replica. */
  OURS,
  /** DL4J's {@code output}. */
  DL4J,
  /** PyTorch's forward loop. */
  TORCH,
  /** A replica of a perceptron with MLlib's hidden layers. */
  SIGMOID,
  /** MLlib's perceptron, row by row, without Spark. */
  MLLIB,
  /** Our model's {@code transform}, of a perceptron with MLlib's hidden layers. */
  TRANSFORM,
  /** MLlib's perceptron's {@code transform}. */
  MLLIB_TRANSFORM,
  /** Our model's {@code transform} of a wide table. */
  WIDE,
  /** MLlib's perceptron's {@code transform} of a wide table. */
  MLLIB_WIDE,
  /** Reading the rows that are transformed, without a model. */
  SCAN,
  /** Reading a wide table, without a model. */
  WIDE_SCAN;

  /** Columns of a wide table that the network does not read. */
  static final int MORE_COLUMNS = 2000;

  private static final String SCRIPT = "torch_inference.py";
  private static final String MEMORY = "2g";

  /** Returns what result lines and processes call it. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Contender of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }

  /** Returns whether it needs Spark. */
  boolean spark() {
    return this == MLLIB || transforms();
  }

  /** Returns whether it predicts, or merely reads, rows of a DataFrame. */
  boolean transforms() {
    return this == TRANSFORM || this == MLLIB_TRANSFORM || this == SCAN || wide();
  }

  /** Returns whether the rows have columns that it does not read. */
  boolean wide() {
    return this == WIDE || this == MLLIB_WIDE || this == WIDE_SCAN;
  }

  /** Returns whether it can predict with a network: MLlib has perceptrons only, tables are wide. */
  boolean knows(SampleNetwork model) {
    return switch (this) {
      case OURS, DL4J, TORCH -> true;
      case SIGMOID, MLLIB, TRANSFORM, MLLIB_TRANSFORM, SCAN -> model.perceptron().isPresent();
      case WIDE, MLLIB_WIDE, WIDE_SCAN -> model == SampleNetwork.TABULAR;
    };
  }

  /** Returns how its process is started; empty where there is no PyTorch. */
  Optional<List<String>> command(RunSettings settings) {
    if (this == TORCH) {
      return settings.torch().map(torch -> torch.command(SCRIPT));
    }
    List<String> command =
        new ArrayList<>(
            spark()
                ? JavaCommand.ofSpark(InferenceWorker.class, MEMORY, MEMORY)
                : JavaCommand.of(InferenceWorker.class, MEMORY, MEMORY));
    Path folder = settings.logs().resolve("inference").toAbsolutePath();
    command.addAll(List.of(label(), folder.toString()));
    return Optional.of(command);
  }
}
