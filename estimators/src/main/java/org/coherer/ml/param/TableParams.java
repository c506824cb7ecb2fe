package org.coherer.ml.param;

/**
 * The Params of estimators that train on the columns of a table as they are.
 *
 * @param <S> the type of the estimator
 */
public interface TableParams<S>
    extends FeatureParams<S>, HasCategoricalCols<S>, HasMaxCategories<S>, HasHiddenLayers<S> {}
