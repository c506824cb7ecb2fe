package org.coherer.ml.param;

/**
 * The Params of embedding tables.
 *
 * @param <S> the type of the estimator
 */
public interface EmbeddingParams<S>
    extends HasEmbeddings<S>, HasEmbeddingDir<S>, HasEmbeddingMemory<S> {}
