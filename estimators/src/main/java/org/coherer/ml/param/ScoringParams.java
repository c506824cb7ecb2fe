package org.coherer.ml.param;

/**
 * The Params that every estimator and every model has: how values enter a network, and how many
 * rows at once.
 *
 * @param <S> the type of the stage
 */
public interface ScoringParams<S>
    extends HasInputScale<S>,
        HasInputOffset<S>,
        HasResizeImages<S>,
        HasHandleInvalid<S>,
        HasInferenceBatchSize<S> {}
