package org.coherer.ml.param;

/**
 * The Params of an autoencoder.
 *
 * @param <S> the type of the estimator
 */
public interface AutoencoderParams<S>
    extends TrainingParams<S>, PerceptronParams<S>, ReconstructionParams<S> {}
