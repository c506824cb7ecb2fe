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
   * Returns the version of the library, such as {@code 1.0.0-M2.1}; {@code unknown} if none says.
   */
  String version();

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
   * Returns the description of a multilayer perceptron that predicts numbers: rectified linear
   * hidden layers, an output without activation, the mean squared error.
   *
   * @param layers the sizes from input to output, at least two
   */
  String regressionPerceptron(int... layers);

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
   * Writes a trained network as one file in the engine's own format, which the library can open
   * without Coherer, and which the optimizer's state is part of if there is one.
   *
   * @throws IllegalArgumentException if the network has another number of parameters, or an
   *     optimizer's state that no optimizer leaves
   */
  void write(NetworkFile file, OutputStream out) throws IOException;

  /**
   * Reads what {@link #write} wrote, with the optimizer's state if it is there. Safe on files from
   * strangers: reads known entries only, never more than {@code maxBytes} of each, deserializes no
   * Java objects, and allocates no more than the network that it describes takes.
   *
   * @throws IOException if the file is not whole or not such a file. The message says which part
   */
  NetworkFile read(InputStream in, long maxBytes) throws IOException;

  /**
   * Reads a trained network that another library has saved, or this engine. What the file is, its
   * first bytes tell, not its name. As safe on files from strangers as {@link #read}.
   *
   * @param maxBytes the most bytes that the file, or any part of it when unpacked, may have
   * @return the network, with a loss that it can be trained with. Its rows are in the order in
   *     which the other library takes them: an image of Keras has height x width x channels
   * @throws IOException if the file is not whole, of an unknown kind, or has something that the
   *     engine cannot run. The message says what, and the remedy
   */
  NetworkFile importNetwork(InputStream in, long maxBytes) throws IOException;

  /**
   * Changes how a network is trained, and nothing else.
   *
   * @return the description of the changed network
   * @throws IllegalArgumentException if the network cannot be trained so. The message says why, and
   *     for a name that is not known it lists those that are
   */
  String edit(String network, NetworkEdit edit);

  /**
   * Makes a network for another task of a trained one: some layers frozen, the output replaced, all
   * other parameters kept. Training leaves every bit of a frozen layer's parameters, running
   * statistics included.
   *
   * @throws IllegalArgumentException if the network has no such layers
   */
  NetworkFile transfer(NetworkFile source, Transfer transfer);
}
