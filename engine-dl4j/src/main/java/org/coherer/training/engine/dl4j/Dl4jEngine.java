package org.coherer.training.engine.dl4j;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.OptionalDouble;
import java.util.Properties;
import org.coherer.training.engine.Engine;
import org.coherer.training.engine.NetworkDescription;
import org.coherer.training.engine.NetworkEdit;
import org.coherer.training.engine.NetworkFile;
import org.coherer.training.engine.OptimizerLayout;
import org.coherer.training.engine.Replica;
import org.coherer.training.engine.ReplicaSettings;
import org.coherer.training.engine.Transfer;
import org.coherer.training.engine.dl4j.adapter.NetworkAdapter;
import org.coherer.training.engine.dl4j.config.NetworkConfiguration;
import org.coherer.training.engine.dl4j.config.NetworkEditor;
import org.coherer.training.engine.dl4j.config.NetworkTransfer;
import org.coherer.training.engine.dl4j.execution.DoubleExecution;
import org.coherer.training.engine.dl4j.execution.ExecutionPolicy;
import org.coherer.training.engine.dl4j.file.NetworkImport;
import org.coherer.training.engine.dl4j.file.NetworkZip;
import org.coherer.training.engine.dl4j.keras.KerasImport;
import org.coherer.training.engine.dl4j.natives.NativeBackend;
import org.coherer.training.engine.dl4j.natives.NativeThreads;
import org.coherer.training.engine.dl4j.update.VariableBlock;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Runs networks that were written with Deeplearning4j. A network is described by the JSON that
 * {@code MultiLayerConfiguration.toJson()} or {@code ComputationGraphConfiguration.toJson()} gives.
 *
 * <table>
 * <caption>What a network must be</caption>
 * <tr><th>aspect</th><th>supported</th></tr>
 * <tr><td>inputs and outputs</td><td>flat rows of numbers each; images as {@code
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

  private static final String POM =
      "/META-INF/maven/org.deeplearning4j/deeplearning4j-nn/pom.properties";

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
  public String version() {
    Properties build = new Properties();
    try (InputStream in = MultiLayerNetwork.class.getResourceAsStream(POM)) {
      if (in != null) {
        build.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + POM, e);
    }
    return build.getProperty("version", "unknown");
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
    return Perceptron.OF_CLASSES.json(layers);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Weights start as He's, biases at zero; the optimizer is Adam with a learning rate of 0.001.
   */
  @Override
  public String regressionPerceptron(int... layers) {
    return Perceptron.OF_VALUES.json(layers);
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

  @Override
  public OptimizerLayout optimizerLayout(ReplicaSettings settings) {
    NativeBackend.prepare();
    NetworkAdapter network =
        NetworkConfiguration.parseInFloats(settings.network(), settings.learningRate())
            .instantiate(settings.seed());
    try {
      return VariableBlock.layout(network);
    } finally {
      network.model().params().close();
    }
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
    long state = file.optimizerState() == null ? 0 : file.optimizerState().values().length();
    if (state > NetworkZip.maxStateLength(expected)) {
      throw new IllegalArgumentException(
          "Cannot write an optimizer's state of "
              + state
              + " values for "
              + expected
              + " parameters (must be at most "
              + NetworkZip.maxStateLength(expected)
              + ")");
    }
    NetworkZip.write(file, out);
  }

  @Override
  public NetworkFile read(InputStream in, long maxBytes) throws IOException {
    return NetworkZip.read(
        in, maxBytes, text -> describe(text).parameterCount(), this::stateLength);
  }

  private long stateLength(String network) {
    try {
      return optimizerLayout(new ReplicaSettings(network, OptionalDouble.empty(), 0, 1))
          .stateLength();
    } catch (IllegalArgumentException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("Cannot open the network, which DL4J refuses", e);
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>Formats: DL4J's own zip files, see {@link #read}; HDF5 files of Keras 2, see {@link
   * KerasImport}. HDF5 is read in Java alone, since native code may crash on a damaged file.
   */
  @Override
  public NetworkFile importNetwork(InputStream in, long maxBytes) throws IOException {
    NativeBackend.prepare();
    return new NetworkImport(this).read(in, maxBytes);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Optimizers: sgd, momentum and nesterov (both are Nesterov's momentum), adam, adamw, amsgrad,
   * adagrad, rmsprop. Losses: crossEntropy, binaryCrossEntropy, meanSquaredError,
   * meanAbsoluteError, meanAbsolutePercentageError, meanSquaredLogarithmicError, poisson,
   * kullbackLeibler, cosineProximity; hinge and squaredHinge, for targets of -1 and 1. The edit is
   * what DL4J's builders would have made of these settings.
   */
  @Override
  public String edit(String network, NetworkEdit edit) {
    NativeBackend.prepare();
    NetworkConfiguration configuration =
        NetworkConfiguration.parse(network, OptionalDouble.empty());
    describe(configuration);
    new NetworkEditor(configuration, edit).apply();
    return configuration.toJson();
  }

  /**
   * {@inheritDoc}
   *
   * <p>Layers are frozen as DL4J's {@code TransferLearning} freezes them, and counted as DL4J
   * counts them. New weights are initialized as the replaced layer's were.
   */
  @Override
  public NetworkFile transfer(NetworkFile source, Transfer transfer) {
    long expected = describe(source.network()).parameterCount();
    if (source.parameters().length() != expected) {
      throw new IllegalArgumentException(
          "Cannot transfer a network with "
              + source.parameters().length()
              + " parameters (its description has "
              + expected
              + ")");
    }
    NetworkConfiguration configuration =
        NetworkConfiguration.parse(source.network(), OptionalDouble.empty());
    return new NetworkTransfer(configuration).apply(source.parameters(), transfer);
  }
}
