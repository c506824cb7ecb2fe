package org.coherer.benchmarks.networks;

import java.util.Locale;
import java.util.Optional;
import org.coherer.training.engine.Engines;
import org.coherer.training.engine.NetworkSpec;
import org.deeplearning4j.nn.conf.layers.LSTM;

/**
 * The networks that are measured, and rows for them. All are trained by Adam with a rate of 0.001;
 * the scripts for PyTorch have the same.
 */
public enum SampleNetwork {
  /** A perceptron for images, 784-512-256-10. */
  MLP(784, 10, 128, 1024),
  /** A perceptron for tables, 30-64-32-2. */
  TABULAR(30, 2, 128, 1024),
  /** Two convolutions of 5 x 5, each with pooling, and two dense layers. */
  LENET(784, 10, 64, 1024),
  /** Sequences of 50 words of 1000, embedded in 64 numbers, through an LSTM of 128 units. */
  LSTM(50, 10, 64, 64);

  /** The words that a sequence of {@link #LSTM} may have. */
  static final int WORDS = 1000;

  private final int inputs;
  private final int classes;
  private final int trainingBatch;
  private final int predictionBatch;

  SampleNetwork(int inputs, int classes, int trainingBatch, int predictionBatch) {
    this.inputs = inputs;
    this.classes = classes;
    this.trainingBatch = trainingBatch;
    this.predictionBatch = predictionBatch;
  }

  /** Returns what result lines and workers call it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the network that a label means. */
  public static SampleNetwork of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }

  /** Returns the number of values of a row. */
  public int inputs() {
    return inputs;
  }

  /** Returns the number of classes. */
  public int classes() {
    return classes;
  }

  /** Returns the rows of a batch in training. */
  public int trainingBatch() {
    return trainingBatch;
  }

  /** Returns the rows of a batch in prediction. */
  public int predictionBatch() {
    return predictionBatch;
  }

  /** Returns the sizes of a perceptron's layers; empty where it is none. */
  public Optional<int[]> perceptron() {
    return switch (this) {
      case MLP -> Optional.of(new int[] {784, 512, 256, 10});
      case TABULAR -> Optional.of(new int[] {30, 64, 32, 2});
      case LENET, LSTM -> Optional.empty();
    };
  }

  /**
   * Returns the first rows, one after the other; the scripts for PyTorch have the same formula.
   * Classes can be told from features, so that a network learns.
   */
  public float[] features(int rows) {
    float[] values = new float[rows * inputs];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < inputs; column++) {
        values[row * inputs + column] = feature(row, column);
      }
    }
    return values;
  }

  private float feature(int row, int column) {
    int mixed = (row * 31 + column * 17 + label(row) * 7 * column) % 1009;
    return this == LSTM ? mixed % WORDS : mixed / 1009f;
  }

  /** Returns the class of a row. */
  public int label(int row) {
    return row % classes;
  }

  /** Returns the network, as DL4J writes it. */
  public NetworkSpec network() {
    return new NetworkSpec(Engines.DEFAULT, SampleConfiguration.of(this));
  }
}
