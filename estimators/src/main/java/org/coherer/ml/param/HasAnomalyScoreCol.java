package org.coherer.ml.param;

import org.apache.spark.ml.param.Param;

/**
 * The column that gets the mean squared difference between what enters an autoencoder and what
 * leaves it, the higher the stranger the row; empty for none. Default anomalyScore.
 *
 * @param <S> the type of the stage
 */
public interface HasAnomalyScoreCol<S> extends Fluent<S> {

  /** Returns the Param. */
  default Param<String> anomalyScoreCol() {
    return new Param<>(
        this,
        "anomalyScoreCol",
        "name of the column that gets the mean squared reconstruction error; empty for none");
  }

  /** Returns the value. */
  default String getAnomalyScoreCol() {
    return $(anomalyScoreCol());
  }

  /** Sets the column that gets the reconstruction error; empty for none. Default anomalyScore. */
  default S setAnomalyScoreCol(String value) {
    return with(anomalyScoreCol(), value);
  }
}
