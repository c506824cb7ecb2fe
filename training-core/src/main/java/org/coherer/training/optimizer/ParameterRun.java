package org.coherer.training.optimizer;

/**
 * Consecutive parameters that share the hyperparameters of a step.
 *
 * @param offset the index of the first one in the vectors of parameters and gradients
 * @param length the number of parameters
 * @param stateOffset the index of the first one's first float of state
 * @param stateStride the distance between two floats of state of one parameter
 */
public record ParameterRun(long offset, long length, long stateOffset, long stateStride) {}
