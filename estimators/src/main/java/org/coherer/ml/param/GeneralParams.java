package org.coherer.ml.param;

/**
 * The Params of an estimator that trains networks with any number of inputs and outputs.
 *
 * @param <S> the type of the estimator
 */
public interface GeneralParams<S>
    extends TrainingParams<S>, InputOutputParams<S>, EmbeddingParams<S>, HasTargetCols<S> {}
