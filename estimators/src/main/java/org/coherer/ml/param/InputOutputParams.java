package org.coherer.ml.param;

/**
 * The columns of a network with any number of inputs and outputs.
 *
 * @param <S> the type of the stage
 */
public interface InputOutputParams<S> extends ScoringParams<S>, HasInputCols<S>, HasOutputCols<S> {}
