package org.coherer.ml.param;

import org.apache.spark.ml.param.Param;

/**
 * The output column for the anomaly score: the mean squared difference between the input of an
 * autoencoder and its reconstruction. The higher the score, the more unusual the row. Empty for
 * none. Default anomalyScore.
 *
 * @param <S> the type of the stage
 */
public interface HasAnomalyScoreCol<S> extends Fluent<S> {

  /** Returns the Param. */
  default Param<String> anomalyScoreCol() {
    return new Param<>(
        this,
        "anomalyScoreCol",
        "name of the output column for the anomaly score, the mean squared reconstruction error; empty for none");
  }

  /** Returns the value. */
  default String getAnomalyScoreCol() {
    return $(anomalyScoreCol());
  }

  /** Sets the output column for the anomaly score; empty for none. Default anomalyScore. */
  default S setAnomalyScoreCol(String value) {
    return Setter.set(this, anomalyScoreCol(), value);
  }
}
