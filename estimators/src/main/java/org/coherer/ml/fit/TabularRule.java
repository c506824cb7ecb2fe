package org.coherer.ml.fit;

import java.util.List;
import org.coherer.training.engine.PerceptronBuilder.Activation;

/**
 * What the preset {@code tabular} chooses: the numbers of RealMLP-TD, but for fewer epochs of many
 * rows.
 *
 * @param classes whether classes are predicted rather than numbers
 * @param workers the number of workers
 * @see <a href="https://arxiv.org/abs/2407.04491">Holzmueller et al., 2024</a>, tables A.1 and A.2
 */
record TabularRule(boolean classes, int workers) {

  /** The fraction of rows that is held out. */
  static final double HELD_OUT = 0.2;

  /** With fewer rows, chance would choose the best epoch. */
  static final long ROWS_TO_HOLD_OUT = 50;

  static final String SCHEDULE = "coslog4";
  static final String OPTIMIZER = "adam";
  static final double BETA2 = 0.95;
  static final double WEIGHT_DECAY = 0.02;
  static final double DROPOUT = 0.15;
  static final double LABEL_SMOOTHING = 0.1;
  private static final int GLOBAL_BATCH = 256;
  private static final int STEPS = 12_000;
  private static final int LEAST_EPOCHS = 64;
  private static final int MOST_EPOCHS = 256;

  /** Returns the sizes of the hidden layers. */
  List<Integer> hidden() {
    return List.of(256, 256, 256);
  }

  /** Returns the activation of the hidden layers. */
  String activation() {
    return (classes ? Activation.SELU : Activation.MISH).text();
  }

  /** Returns the rows of a batch of one worker. */
  int batchSize() {
    return Math.max(1, (GLOBAL_BATCH + workers - 1) / workers);
  }

  /**
   * Returns the number of epochs that gives enough optimizer steps.
   *
   * @param rows all, those that are held out included
   * @param batch the rows of a batch of all workers together
   */
  int epochs(long rows, long batch) {
    long stepsPerEpoch = Math.max(1, rows / batch);
    return (int) Math.max(LEAST_EPOCHS, Math.min(MOST_EPOCHS, STEPS / stepsPerEpoch));
  }

  /** Returns the highest learning rate of the schedule. */
  double learningRate() {
    return classes ? 0.04 : 0.2;
  }
}
