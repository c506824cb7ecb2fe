package org.coherer.ml.checkpoint;

/**
 * The rows of a fit.
 *
 * @param training how many it trains on
 * @param validation how many are in its validation set
 * @param digest tells them from other rows, in any order
 */
public record FitRows(long training, long validation, long digest) {}
