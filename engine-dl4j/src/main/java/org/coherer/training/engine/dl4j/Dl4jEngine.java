package org.coherer.training.engine.dl4j;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Properties;
import org.coherer.training.engine.Engine;
import org.coherer.training.engine.EngineCapability;
import org.coherer.training.engine.NetworkFile;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.engine.NetworkSpec;
import org.coherer.training.engine.OptimizerLayout;
import org.coherer.training.engine.Replica;
import org.coherer.training.engine.ReplicaSettings;
import org.coherer.training.engine.dl4j.adapter.NetworkAdapter;
import org.coherer.training.engine.dl4j.config.DifferentiableInputs;
import org.coherer.training.engine.dl4j.config.NetworkConfiguration;
import org.coherer.training.engine.dl4j.config.OptimizerLayouts;
import org.coherer.training.engine.dl4j.execution.DoubleExecution;
import org.coherer.training.engine.dl4j.execution.ExecutionPolicy;
import org.coherer.training.engine.dl4j.file.NetworkZip;
import org.coherer.training.engine.dl4j.natives.NativeBackend;
import org.coherer.training.engine.dl4j.natives.NativeThreads;
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

  private static final List<EngineCapability> CAPABILITIES =
      List.of(
          new Dl4jEditing(),
          new Dl4jImport(),
          new Dl4jExport(),
          new Dl4jPerceptrons(),
          new Dl4jInputGradients(),
          new Dl4jDiagnostics());

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
    return NetworkConfiguration.ENGINE;
  }

  @Override
  public String kernels() {
    NativeBackend.prepare();
    return NativeBackend.kernels();
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
  public NetworkShape describe(NetworkSpec network) {
    NativeBackend.prepare();
    return NetworkConfiguration.parse(network, OptionalDouble.empty()).shape();
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
    NetworkShape shape = configuration.shape();
    int inputs = settings.inputGradients();
    DifferentiableInputs.check(configuration, shape, inputs);
    if (configuration.dataType() == DataType.DOUBLE) {
      NetworkAdapter twin =
          NetworkConfiguration.parseInFloats(settings.network(), settings.learningRate())
              .instantiate(settings.seed());
      NetworkAdapter network = configuration.instantiate(settings.seed());
      return new Dl4jReplica(
          shape, twin, new DoubleExecution(shape, inputs, twin, network), settings);
    }
    NetworkAdapter network = configuration.instantiate(settings.seed());
    return new Dl4jReplica(shape, network, policy.of(shape, inputs, network), settings);
  }

  @Override
  public OptimizerLayout optimizerLayout(ReplicaSettings settings) {
    NativeBackend.prepare();
    return OptimizerLayouts.of(settings.network(), settings.learningRate());
  }

  @Override
  public long optimizerStateLength(ReplicaSettings settings) {
    NativeBackend.prepare();
    return OptimizerLayouts.stateLength(settings.network());
  }

  /**
   * {@inheritDoc}
   *
   * <p>The file is what DL4J's {@code ModelSerializer} writes and restores.
   */
  @Override
  public void write(NetworkFile file, OutputStream out) throws IOException {
    NativeBackend.prepare();
    NetworkZip.write(file, out);
  }

  @Override
  public NetworkFile read(InputStream in, long maxBytes) throws IOException {
    NativeBackend.prepare();
    return NetworkZip.read(in, maxBytes);
  }

  @Override
  public <C extends EngineCapability> Optional<C> capability(Class<C> kind) {
    return CAPABILITIES.stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }
}
