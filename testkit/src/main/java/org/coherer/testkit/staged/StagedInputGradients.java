package org.coherer.testkit.staged;

import org.coherer.training.engine.InputGradients;
import org.coherer.training.engine.NetworkSpec;

/** Gradients of the inputs of any perceptron. */
final class StagedInputGradients implements InputGradients {

  @Override
  public void check(NetworkSpec network, int inputs) {
    StagedNetwork.of(network).describe().lastOfInputs(inputs);
  }
}
