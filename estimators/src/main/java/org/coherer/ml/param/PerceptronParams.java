package org.coherer.ml.param;

/**
 * The Params that a network of plain layers needs instead of a description, with the names that
 * Spark's MultilayerPerceptronClassifier has for them, and the activation, of which that has only
 * one.
 *
 * @param <S> the type of the estimator
 */
public interface PerceptronParams<S>
    extends HasLayers<S>, HasActivation<S>, HasStepSize<S>, HasBlockSize<S>, HasInitialWeights<S> {}
