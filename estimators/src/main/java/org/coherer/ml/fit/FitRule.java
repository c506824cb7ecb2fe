package org.coherer.ml.fit;

import java.util.List;

/**
 * What a fit of a perceptron does where nothing is set, derived from the size of the data. The rule
 * is written down in docs/defaults.md, with the data sets that it was tuned on.
 *
 * @param rows those of the DataFrame
 * @param features the values of a row's features
 * @param outputs the classes, labels or targets
 * @param classes whether outputs are classes or labels
 * @param workers the number of workers
 */
record FitRule(long rows, int features, int outputs, boolean classes, int workers) {

  /** From so many rows on, some are held out to find the best epoch of a classifier. */
  static final long ROWS_OF_CLASSES_TO_HOLD_OUT = 1_000;

  /** The same for a regressor, which a small table misleads sooner. */
  static final long ROWS_OF_VALUES_TO_HOLD_OUT = 200;

  /** The fraction that is held out. */
  static final double HELD_OUT = 0.1;

  /** Epochs without a better one after which training ends. */
  static final int PATIENCE = 20;

  private static final int STEPS = 2_000;
  private static final int LEAST_BATCH = 16;
  private static final int MOST_BATCH = 256;
  private static final int ROWS_PER_BATCH_ROW = 50;
  private static final double MOST_DECAY = 1;
  private static final double LEAST_DECAY = 0.1;
  private static final double DECAY_ROWS = 600;
  private static final double DROPOUT = 0.1;
  private static final int LEAST_EPOCHS = 10;
  private static final int MOST_EPOCHS = 300;

  /** Returns the rule for rows of so many features. */
  FitRule of(int newFeatures) {
    return new FitRule(rows, newFeatures, outputs, classes, workers);
  }

  /** Returns whether rows are held out. */
  boolean holdsOut() {
    return rows >= (classes ? ROWS_OF_CLASSES_TO_HOLD_OUT : ROWS_OF_VALUES_TO_HOLD_OUT);
  }

  /** Returns the sizes of the hidden layers. */
  List<Integer> hidden() {
    int width = rows < 500 ? 64 : rows < 5_000 ? 128 : 256;
    return List.of(width, width);
  }

  /** Returns the rows of a batch of all workers together: a power of two. */
  int globalBatch() {
    long wanted = rows / ROWS_PER_BATCH_ROW;
    int batch = LEAST_BATCH;
    while (batch < MOST_BATCH && 2L * batch <= wanted) {
      batch *= 2;
    }
    return batch;
  }

  /** Returns the rows of a batch of one worker. */
  int batchSize() {
    return Math.max(1, (globalBatch() + workers - 1) / workers);
  }

  /**
   * Returns the number of epochs that gives enough optimizer steps.
   *
   * @param batch the rows of a batch of all workers together
   */
  int epochs(long batch) {
    long stepsPerEpoch = Math.max(1, rows / batch);
    return (int) Math.max(LEAST_EPOCHS, Math.min(MOST_EPOCHS, STEPS / stepsPerEpoch));
  }

  /** Returns the learning rate of Adam, after the warm-up and before the decay. */
  double learningRate() {
    return 0.004;
  }

  /**
   * Returns the weight decay: the fewer rows there are, the more a classifier must be held back. A
   * regressor is held back by its held-out rows: values that can be met exactly would be missed.
   *
   * @param rate the learning rate; a step takes no more from a weight if it is larger than the
   *     rule's
   */
  double weightDecay(double rate) {
    double wanted = Math.min(MOST_DECAY, DECAY_ROWS / Math.max(1.0, (double) rows));
    double decay = classes ? Math.max(LEAST_DECAY, wanted) : LEAST_DECAY;
    return decay * Math.min(1, learningRate() / rate);
  }

  /** Returns the probability that a step drops a unit; not where values are predicted. */
  double dropout() {
    return classes && holdsOut() ? DROPOUT : 0;
  }

  /**
   * Returns the steps of the warm-up: a twentieth of all.
   *
   * @param batch the rows of a batch of all workers together
   */
  int warmupSteps(long batch, int epochs) {
    long steps = Math.max(1, Math.min(20_000, rows / batch)); // Of more, an epoch has enough.
    return (int) Math.min(1_000, steps * epochs / 20);
  }
}
