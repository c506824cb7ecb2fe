package org.coherer.testkit.staged;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import org.coherer.training.engine.Engine;
import org.coherer.training.engine.NetworkDescription;
import org.coherer.training.engine.NetworkEdit;
import org.coherer.training.engine.NetworkFile;
import org.coherer.training.engine.OptimizerLayout;
import org.coherer.training.engine.Replica;
import org.coherer.training.engine.ReplicaSettings;
import org.coherer.training.engine.Transfer;

/**
 * Runs multilayer perceptrons in plain Java, on one thread, on memory that the host does not see:
 * parameters, gradients and optimizer state reach it by pulls and pushes alone.
 *
 * <p>A network is a text such as {@code staged; layers=6,7,3; hidden=tanh; output=softmax;
 * optimizer=adam; rate=0.001}. Hidden layers: sigmoid, tanh, relu. Outputs: softmax with
 * cross-entropy, identity with the mean squared error. Optimizers: sgd, adam; both can be sharded.
 */
public class StagedEngine implements Engine {

  private static final double RATE = 0.001;

  /** Makes an engine; for {@link java.util.ServiceLoader}. */
  public StagedEngine() {}

  @Override
  public String name() {
    return "staged";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public NetworkDescription describe(String network) {
    return StagedNetwork.parse(network).describe();
  }

  @Override
  public String multilayerPerceptron(int... layers) {
    return perceptron(Activation.SIGMOID, Output.SOFTMAX, layers);
  }

  @Override
  public String regressionPerceptron(int... layers) {
    return perceptron(Activation.RELU, Output.IDENTITY, layers);
  }

  private static String perceptron(Activation hidden, Output output, int... layers) {
    List<Integer> sizes = Arrays.stream(layers).boxed().toList();
    return new StagedNetwork(sizes, hidden, output, Rule.ADAM, RATE).text();
  }

  @Override
  public Replica open(ReplicaSettings settings) {
    return new StagedReplica(network(settings), settings.seed());
  }

  @Override
  public OptimizerLayout optimizerLayout(ReplicaSettings settings) {
    return network(settings).optimizerLayout();
  }

  private static StagedNetwork network(ReplicaSettings settings) {
    StagedNetwork network = StagedNetwork.parse(settings.network());
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

  @Override
  public NetworkFile importNetwork(InputStream in, long maxBytes) throws IOException {
    return read(in, maxBytes);
  }

  @Override
  public String edit(String network, NetworkEdit edit) {
    if (!edit.equals(NetworkEdit.NONE)) {
      throw new IllegalArgumentException(
          "Cannot edit a network of the engine 'staged' (write its text as it is to be)");
    }
    return network;
  }

  @Override
  public NetworkFile transfer(NetworkFile source, Transfer transfer) {
    throw new IllegalArgumentException(
        "Cannot transfer a network of the engine 'staged', which freezes no layers (use 'dl4j')");
  }
}
