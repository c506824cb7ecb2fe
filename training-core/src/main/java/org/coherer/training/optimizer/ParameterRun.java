package org.coherer.training.optimizer;

/**
 * Consecutive parameters that a step treats alike.
 *
 * @param offset the first of them in the vectors of parameters and gradients
 * @param length how many they are
 * @param stateOffset where the first one's first float of state is
 * @param stateStride from one float of state of a parameter to the next
 */
public record ParameterRun(long offset, long length, long stateOffset, long stateStride) {}
