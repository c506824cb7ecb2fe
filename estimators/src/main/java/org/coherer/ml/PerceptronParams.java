package org.coherer.ml;

import org.coherer.ml.param.HasBlockSize;
import org.coherer.ml.param.HasInitialWeights;
import org.coherer.ml.param.HasLayers;
import org.coherer.ml.param.HasStepSize;

/**
 * The Params that a network of plain layers needs instead of a description, with the names that
 * Spark's MultilayerPerceptronClassifier has for them.
 *
 * @param <S> the type of the estimator
 */
public interface PerceptronParams<S>
    extends HasLayers<S>, HasStepSize<S>, HasBlockSize<S>, HasInitialWeights<S> {}
