package org.coherer.connector.plugin;

import java.util.List;

/** The names of the figures of one fit, each a gauge. */
final class FitFigure {

  static final String NUMBER = "fit.number";
  static final String WORKERS = "fit.workers";
  static final String PARAMETERS = "fit.parameters";
  static final String ROWS = "fit.rows";
  static final String EPOCHS = "fit.epochs";
  static final String EPOCH = "fit.epoch";
  static final String BEST_EPOCH = "fit.bestEpoch";
  static final String STEPS_PER_EPOCH = "fit.stepsPerEpoch";
  static final String STEP = "fit.step";
  static final String LOSS = "fit.loss";
  static final String EPOCH_LOSS = "fit.epochLoss";
  static final String VALIDATION_LOSS = "fit.validationLoss";
  static final String VALIDATION_SECONDS = "fit.validationSeconds";
  static final String LEARNING_RATE = "fit.learningRate";
  static final String GRADIENT_NORM = "fit.gradientNorm";
  static final String RATE_FACTOR = "fit.rateFactor";
  static final String ROWS_PER_SECOND = "fit.rowsPerSecond";
  static final String SECONDS_LEFT = "fit.secondsLeft";
  static final String TOTAL_SECONDS = "fit.epochSeconds.total";
  static final String DATA_SECONDS = "fit.epochSeconds.data";
  static final String COMPUTE_SECONDS = "fit.epochSeconds.compute";
  static final String EXCHANGE_SECONDS = "fit.epochSeconds.exchange";
  static final String WAIT_SECONDS = "fit.epochSeconds.wait";
  static final String STRAGGLER_RANK = "fit.straggler.rank";
  static final String STRAGGLER_SECONDS = "fit.straggler.seconds";
  static final String STALENESS_MEAN = "fit.staleness.mean";
  static final String STALENESS_MOST = "fit.staleness.most";
  static final String CHECKPOINT_EPOCHS = "fit.checkpoint.epochs";
  static final String CHECKPOINT_STEPS = "fit.checkpoint.steps";
  static final String CHECKPOINT_BYTES = "fit.checkpoint.bytes";

  /** Those that are always there. */
  static final List<String> ALL =
      List.of(
          NUMBER,
          WORKERS,
          PARAMETERS,
          ROWS,
          EPOCHS,
          EPOCH,
          BEST_EPOCH,
          STEPS_PER_EPOCH,
          STEP,
          LOSS,
          EPOCH_LOSS,
          VALIDATION_LOSS,
          VALIDATION_SECONDS,
          LEARNING_RATE,
          GRADIENT_NORM,
          RATE_FACTOR,
          ROWS_PER_SECOND,
          SECONDS_LEFT,
          TOTAL_SECONDS,
          DATA_SECONDS,
          COMPUTE_SECONDS,
          EXCHANGE_SECONDS,
          WAIT_SECONDS,
          STRAGGLER_RANK,
          STRAGGLER_SECONDS,
          STALENESS_MEAN,
          STALENESS_MOST,
          CHECKPOINT_EPOCHS,
          CHECKPOINT_STEPS,
          CHECKPOINT_BYTES);

  private FitFigure() {}

  /** Returns the name of a metric of the validation set, such as {@code accuracy}. */
  static String validationMetric(String name) {
    return "fit.validation." + name.replaceAll("[^A-Za-z0-9_]+", "_");
  }

  /** Returns the name of what a rank has spent of the last epoch on something. */
  static String ofRank(int rank, String what) {
    return "fit.ranks." + rank + "." + what + "Seconds";
  }
}
