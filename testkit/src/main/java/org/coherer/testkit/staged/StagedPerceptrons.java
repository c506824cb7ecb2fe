package org.coherer.testkit.staged;

import org.coherer.training.engine.NetworkSpec;
import org.coherer.training.engine.PerceptronBuilder;

/** Builds the perceptrons of the staged engine, trained by Adam. */
final class StagedPerceptrons implements PerceptronBuilder {

  private static final double RATE = 0.001;

  @Override
  public NetworkSpec build(Perceptron perceptron) {
    if (perceptron.form() != Form.PLAIN) {
      throw new IllegalArgumentException(
          "Cannot build a perceptron of the form " + perceptron.form() + " (must be PLAIN)");
    }
    org.coherer.testkit.staged.Activation hidden =
        org.coherer.testkit.staged.Activation.valueOf(perceptron.activation().name());
    org.coherer.testkit.staged.Output output =
        switch (perceptron.output()) {
          case CLASS -> org.coherer.testkit.staged.Output.SOFTMAX;
          case VALUES -> org.coherer.testkit.staged.Output.IDENTITY;
          case LABELS -> org.coherer.testkit.staged.Output.SIGMOID;
          case COUNTS -> org.coherer.testkit.staged.Output.SOFTPLUS;
        };
    String text = new StagedNetwork(perceptron.layers(), hidden, output, Rule.ADAM, RATE).text();
    return new NetworkSpec(StagedNetwork.ENGINE, text);
  }
}
