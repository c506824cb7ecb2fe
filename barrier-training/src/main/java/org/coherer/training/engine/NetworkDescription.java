package org.coherer.training.engine;

/**
 * What a network takes and gives.
 *
 * @param inputLength floats per row of its input; an image counts height x width x channels,
 *     channels first
 * @param outputLength floats per row of its output
 * @param parameterCount its parameters
 * @param outputIsDistribution whether the output is a probability distribution over {@code
 *     outputLength} classes (softmax)
 */
public record NetworkDescription(
    int inputLength, int outputLength, long parameterCount, boolean outputIsDistribution) {}
