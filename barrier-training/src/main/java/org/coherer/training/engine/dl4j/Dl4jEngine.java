package org.coherer.training.engine.dl4j;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.OptionalDouble;
import org.coherer.training.engine.Engine;
import org.coherer.training.engine.NetworkDescription;
import org.coherer.training.engine.NetworkFile;
import org.coherer.training.engine.Replica;
import org.coherer.training.engine.ReplicaSettings;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Runs networks that were written with Deeplearning4j. A network is described by the JSON that
 * {@code MultiLayerConfiguration.toJson()} or {@code ComputationGraphConfiguration.toJson()} gives.
 *
 * <table>
 * <caption>What a network must be</caption>
 * <tr><th>aspect</th><th>supported</th></tr>
 * <tr><td>input and output</td><td>one each, one flat row of numbers; images as {@code
 * InputType.convolutionalFlat}</td></tr>
 * <tr><td>numbers</td><td>32-bit floats; 64-bit ones within a pass, while parameters, gradients and
 * optimizer state stay 32-bit floats</td></tr>
 * <tr><td>last layer</td><td>{@code OutputLayer} or {@code LossLayer}, with a loss that is a sum
 * over rows</td></tr>
 * <tr><td>training</td><td>stochastic gradient descent with any updater; no pretraining, no
 * truncated backpropagation through time</td></tr>
 * <tr><td>classes</td><td>DL4J's own; layers of other packages are refused</td></tr>
 * </table>
 */
public final class Dl4jEngine implements Engine {

  private final ExecutionPolicy policy;

  /** Makes an engine; for {@link java.util.ServiceLoader}. */
  public Dl4jEngine() {
    this(ExecutionPolicy.FASTEST);
  }

  Dl4jEngine(ExecutionPolicy policy) {
    this.policy = policy;
  }

  @Override
  public String name() {
    return "dl4j";
  }

  @Override
  public NetworkDescription describe(String network) {
    NativeBackend.prepare();
    return describe(NetworkConfiguration.parse(network, OptionalDouble.empty()));
  }

  private static NetworkDescription describe(NetworkConfiguration configuration) {
    try {
      return configuration.describe();
    } catch (IllegalArgumentException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "Cannot train the network: something that DL4J needs is missing from it", e);
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>Weights start as Xavier's, biases at zero; the optimizer is Adam with a learning rate of
   * 0.001.
   */
  @Override
  public String multilayerPerceptron(int... layers) {
    if (layers.length < 2
        || Arrays.stream(layers).anyMatch(size -> size < 1)
        || layers[layers.length - 1] < 2) {
      throw new IllegalArgumentException(
          "Invalid layer sizes "
              + Arrays.toString(layers)
              + " (must be at least an input and an output, all above 0, at least 2 outputs)");
    }
    NativeBackend.prepare();
    // A fixed seed, since DL4J's default is the clock: equal sizes must give equal texts.
    NeuralNetConfiguration.ListBuilder list =
        new NeuralNetConfiguration.Builder()
            .seed(1)
            .weightInit(WeightInit.XAVIER)
            .updater(new Adam(1e-3))
            .list();
    for (int i = 1; i < layers.length - 1; i++) {
      list.layer(
          new DenseLayer.Builder()
              .nIn(layers[i - 1])
              .nOut(layers[i])
              .activation(Activation.SIGMOID)
              .build());
    }
    return list.layer(
            new OutputLayer.Builder(LossFunction.MCXENT)
                .nIn(layers[layers.length - 2])
                .nOut(layers[layers.length - 1])
                .activation(Activation.SOFTMAX)
                .build())
        .build()
        .toJson();
  }

  /**
   * {@inheritDoc}
   *
   * <p>A learning rate in the settings replaces those of all optimizers in the network, and their
   * schedules.
   */
  @Override
  public Replica open(ReplicaSettings settings) {
    NativeBackend.prepare();
    NativeThreads.announce(settings.threads());
    NativeThreads.use(settings.threads());
    NetworkConfiguration configuration =
        NetworkConfiguration.parse(settings.network(), settings.learningRate());
    NetworkDescription shape = describe(configuration);
    if (configuration.dataType() == DataType.DOUBLE) {
      NetworkAdapter twin =
          NetworkConfiguration.parseInFloats(settings.network(), settings.learningRate())
              .instantiate(settings.seed());
      NetworkAdapter network = configuration.instantiate(settings.seed());
      return new Dl4jReplica(
          shape, twin, new DoubleExecution(shape, twin, network), settings.threads());
    }
    NetworkAdapter network = configuration.instantiate(settings.seed());
    return new Dl4jReplica(shape, network, policy.of(shape, network), settings.threads());
  }

  /**
   * {@inheritDoc}
   *
   * <p>The file is what DL4J's {@code ModelSerializer} writes and restores.
   */
  @Override
  public void write(NetworkFile file, OutputStream out) throws IOException {
    long expected = describe(file.network()).parameterCount();
    if (file.parameters().length() != expected) {
      throw new IllegalArgumentException(
          "Cannot write a network with "
              + file.parameters().length()
              + " parameters (its description has "
              + expected
              + ")");
    }
    NetworkZip.write(file, out);
  }

  @Override
  public NetworkFile read(InputStream in, long maxBytes) throws IOException {
    return NetworkZip.read(in, maxBytes, text -> describe(text).parameterCount());
  }
}
