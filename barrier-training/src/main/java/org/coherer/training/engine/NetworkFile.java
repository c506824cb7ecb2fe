package org.coherer.training.engine;

import org.coherer.training.vector.FlatVector;

/**
 * A network with its trained parameters.
 *
 * @param network the description, as {@link Engine#describe} reads it
 * @param parameters its parameters in the engine's order
 */
public record NetworkFile(String network, FlatVector parameters) {}
