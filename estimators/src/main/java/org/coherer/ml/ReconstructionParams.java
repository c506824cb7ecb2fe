package org.coherer.ml;

import org.coherer.ml.param.HasAnomalyScoreCol;
import org.coherer.ml.param.HasFeaturesCol;
import org.coherer.ml.param.HasReconstructionCol;

/**
 * The columns of an autoencoder.
 *
 * @param <S> the type of the stage
 */
public interface ReconstructionParams<S>
    extends FeatureParams<S>, HasFeaturesCol<S>, HasReconstructionCol<S>, HasAnomalyScoreCol<S> {

  @Override
  default String getFeaturesCol() {
    return HasFeaturesCol.super.getFeaturesCol();
  }

  /** Sets the defaults of these Params; a constructor calls it. */
  default void setReconstructionDefaults() {
    setDefault(featuresCol(), "features");
    setDefault(reconstructionCol(), "reconstruction");
    setDefault(anomalyScoreCol(), "anomalyScore");
  }

  /**
   * Returns the columns.
   *
   * @param length how many features there are; 0 before that is known
   */
  default ReconstructionColumns reconstructionColumns(int length) {
    return new ReconstructionColumns(
        getReconstructionCol(), getAnomalyScoreCol(), length, rescaling());
  }
}
