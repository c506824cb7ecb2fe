package org.coherer.ml.param;

/**
 * The Params of a regressor.
 *
 * @param <S> the type of the estimator
 */
public interface RegressorParams<S>
    extends TrainingParams<S>,
        TableParams<S>,
        EmbeddingParams<S>,
        PerceptronParams<S>,
        HasPreset<S>,
        HasLabelCols<S> {

  /** Returns the name of the column with the targets, unless labelCols is set. */
  String getLabelCol();
}
