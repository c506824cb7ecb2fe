package org.coherer.training.engine.dl4j;

import org.coherer.training.engine.NetworkSpec;
import org.coherer.training.engine.PerceptronBuilder;

/** Perceptrons whose biases start at zero, trained by Adam with a learning rate of 0.001. */
final class Dl4jPerceptrons implements PerceptronBuilder {

  /**
   * {@inheritDoc}
   *
   * <p>Weights start as Xavier's.
   */
  @Override
  public NetworkSpec classifier(int... layers) {
    return Perceptron.OF_CLASSES.of(layers);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Weights start as He's.
   */
  @Override
  public NetworkSpec regressor(int... layers) {
    return Perceptron.OF_VALUES.of(layers);
  }
}
