package org.coherer.training.engine;

/**
 * Something that an engine may be able to do beside training and running networks. An engine hands
 * out those that it has, see {@code Engine.capability}. Thread-safe, as the engine itself.
 */
public interface EngineCapability {}
