package org.coherer.training.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A deep-learning library that can train and run networks: the SPI behind which DL4J stands, found
 * through {@link java.util.ServiceLoader}. Thread-safe; holds no network itself.
 */
public interface Engine {

  /** Returns the name by which a plan asks for it, such as {@code dl4j}. */
  String name();

  /**
   * Reads a network's description and says what it takes and gives. Allocates no parameters.
   *
   * @throws IllegalArgumentException if the text is not a network of this engine, or one that it
   *     cannot train. The message says what is wrong, and never repeats the text
   */
  NetworkDescription describe(String network);

  /**
   * Returns the description of a multilayer perceptron as Spark's {@code
   * MultilayerPerceptronClassifier} means it: sigmoid hidden layers, a softmax output.
   *
   * @param layers the sizes from input to output, at least two
   */
  String multilayerPerceptron(int... layers);

  /**
   * Opens one replica. Its parameters are initialized from the seed, alike on every rank and in
   * every run.
   */
  Replica open(ReplicaSettings settings);

  /**
   * Writes a trained network as one file in the engine's own format, which the library can open
   * without Coherer.
   */
  void write(NetworkFile file, OutputStream out) throws IOException;

  /**
   * Reads what {@link #write} wrote. Safe on files from strangers: reads known entries only, never
   * more than {@code maxBytes} of each, and deserializes no Java objects.
   *
   * @throws IOException if the file is not whole or not such a file. The message says which part
   */
  NetworkFile read(InputStream in, long maxBytes) throws IOException;
}
