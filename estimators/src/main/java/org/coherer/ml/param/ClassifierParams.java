package org.coherer.ml.param;

/**
 * The Params of a classifier.
 *
 * @param <S> the type of the estimator
 */
public interface ClassifierParams<S>
    extends TrainingParams<S>,
        TableParams<S>,
        EmbeddingParams<S>,
        PerceptronParams<S>,
        HasClassWeights<S>,
        HasBalanceClasses<S>,
        HasLabelSmoothing<S>,
        HasCalibration<S>,
        HasPredictedLabelCol<S>,
        HasPreset<S>,
        HasStratified<S> {

  /** Returns the name of the column with the index of each row's class. */
  String getLabelCol();
}
