package org.coherer.ml.param;

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
}
