package org.coherer.training.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * A deep-learning library that can train and run networks: the SPI behind which DL4J stands, found
 * through {@link java.util.ServiceLoader}. Thread-safe; holds no network itself.
 *
 * <p>Every method that takes a network refuses one of another engine, see {@link
 * NetworkSpec#textFor}.
 */
public interface Engine {

  /** Returns the name by which a {@link NetworkSpec} asks for it, such as {@code dl4j}. */
  String name();

  /**
   * Returns the version of the library, such as {@code 1.0.0-M2.1}; {@code unknown} if none says.
   */
  String version();

  /**
   * Returns which kernels compute in this JVM, such as the build of a library and the processor
   * that it was made for; {@code unknown} if nothing says. Where two machines say the same, and
   * have the same processor, a training gives the same bits on both.
   */
  default String kernels() {
    return "unknown";
  }

  /**
   * Returns the inputs, outputs and layers of a network. Allocates no parameters.
   *
   * @throws IllegalArgumentException if the text is not a network of this engine, or one that it
   *     cannot train. The message says what is wrong, and never repeats the text
   */
  NetworkShape describe(NetworkSpec network);

  /**
   * Opens one replica. Its parameters are initialized from the seed, alike on every rank and in
   * every run.
   */
  Replica open(ReplicaSettings settings);

  /**
   * Says how a replica with these settings, whose optimizer is not sharded, has the state of its
   * optimizer in memory.
   */
  OptimizerLayout optimizerLayout(ReplicaSettings settings);

  /**
   * Returns how many values that state has. An engine that can tell it without the memory of a
   * replica should.
   */
  default long optimizerStateLength(ReplicaSettings settings) {
    return optimizerLayout(settings).stateLength();
  }

  /**
   * Writes a trained network as one file in the engine's own format, which the library can open
   * without Coherer, and which the optimizer's state is part of if there is one.
   *
   * @throws IllegalArgumentException if the network has another number of parameters, or an
   *     optimizer's state that no optimizer leaves
   */
  void write(NetworkFile file, OutputStream out) throws IOException;

  /**
   * Reads what {@link #write} wrote, with the optimizer's state if it is there. Safe on untrusted
   * files: reads known entries only, never more than {@code maxBytes} of each, deserializes no Java
   * objects, and allocates no more than the network that it describes takes.
   *
   * @throws IOException if the file is not whole or not such a file. The message says which part
   */
  NetworkFile read(InputStream in, long maxBytes) throws IOException;

  /**
   * Returns a capability of this engine; empty if it does not have it. {@code Engines.require}
   * throws instead.
   *
   * @param kind the interface of the capability, such as {@code NetworkEditing.class}
   */
  default <C extends EngineCapability> Optional<C> capability(Class<C> kind) {
    return Optional.empty();
  }
}
