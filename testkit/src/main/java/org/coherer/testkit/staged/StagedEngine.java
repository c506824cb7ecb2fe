package org.coherer.testkit.staged;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.stream.Stream;
import org.coherer.training.engine.Engine;
import org.coherer.training.engine.EngineCapability;
import org.coherer.training.engine.NetworkFile;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.engine.NetworkSpec;
import org.coherer.training.engine.OptimizerLayout;
import org.coherer.training.engine.PerceptronBuilder;
import org.coherer.training.engine.Replica;
import org.coherer.training.engine.ReplicaSettings;

/**
 * Runs multilayer perceptrons in plain Java, on one thread, on memory that the host does not see:
 * parameters, gradients and optimizer state reach it by pulls and pushes alone.
 *
 * <p>A network is a text such as {@code staged; layers=6,7,3; hidden=tanh; output=softmax;
 * optimizer=adam; rate=0.001}. Hidden layers have one of the activations of {@link
 * PerceptronBuilder}. Outputs: softmax with cross-entropy, identity with the mean squared error,
 * sigmoid with binary cross-entropy, softplus with the Poisson loss. Optimizers: sgd, adam; both
 * can be sharded.
 */
public class StagedEngine implements Engine {

  /** Makes an engine; for {@link java.util.ServiceLoader}. */
  public StagedEngine() {}

  @Override
  public String name() {
    return StagedNetwork.ENGINE;
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public NetworkShape describe(NetworkSpec network) {
    return StagedNetwork.of(network).describe();
  }

  @Override
  public <C extends EngineCapability> Optional<C> capability(Class<C> kind) {
    return Stream.of(new StagedPerceptrons(), new StagedInputGradients())
        .filter(kind::isInstance)
        .map(kind::cast)
        .findFirst();
  }

  @Override
  public Replica open(ReplicaSettings settings) {
    StagedNetwork network = network(settings);
    network.describe().lastOfInputs(settings.inputGradients());
    return new StagedReplica(network, settings);
  }

  @Override
  public OptimizerLayout optimizerLayout(ReplicaSettings settings) {
    return network(settings).optimizerLayout();
  }

  private static StagedNetwork network(ReplicaSettings settings) {
    StagedNetwork network = StagedNetwork.of(settings.network());
    return network.withRate(settings.learningRate().orElse(network.rate()));
  }

  @Override
  public void write(NetworkFile file, OutputStream out) throws IOException {
    StagedFile.write(file, out);
  }

  @Override
  public NetworkFile read(InputStream in, long maxBytes) throws IOException {
    return StagedFile.read(in, maxBytes);
  }
}
