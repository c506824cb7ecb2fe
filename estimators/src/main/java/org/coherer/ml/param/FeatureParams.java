package org.coherer.ml.param;

/**
 * The Params of stages whose network has one input: which columns are the features.
 *
 * @param <S> the type of the stage
 */
public interface FeatureParams<S> extends ScoringParams<S>, HasFeaturesCols<S>, HasFeatureShape<S> {

  /** Returns the name of the column that has all values, unless featuresCols is set. */
  String getFeaturesCol();
}
