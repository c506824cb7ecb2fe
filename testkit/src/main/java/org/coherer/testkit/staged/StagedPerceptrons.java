package org.coherer.testkit.staged;

import java.util.Arrays;
import java.util.List;
import org.coherer.training.engine.NetworkSpec;
import org.coherer.training.engine.PerceptronBuilder;

/** Builds the perceptrons of the staged engine, trained by Adam. */
final class StagedPerceptrons implements PerceptronBuilder {

  private static final double RATE = 0.001;

  @Override
  public NetworkSpec classifier(int... layers) {
    return perceptron(Activation.SIGMOID, Output.SOFTMAX, layers);
  }

  @Override
  public NetworkSpec regressor(int... layers) {
    return perceptron(Activation.RELU, Output.IDENTITY, layers);
  }

  private static NetworkSpec perceptron(Activation hidden, Output output, int... layers) {
    List<Integer> sizes = Arrays.stream(layers).boxed().toList();
    String text = new StagedNetwork(sizes, hidden, output, Rule.ADAM, RATE).text();
    return new NetworkSpec(StagedNetwork.ENGINE, text);
  }
}
