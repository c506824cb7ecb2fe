package org.coherer.training.engine.dl4j.keras;

import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMAE;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/** DL4J's losses for those that Keras has compiled a network with. */
final class KerasLosses {

  private KerasLosses() {}

  /**
   * Returns a loss that fits an activation: the cross-entropy of a softmax or a sigmoid, otherwise
   * the error that Keras minimized, which is the squared one unless it was the absolute one.
   *
   * @param name what Keras calls its loss; empty if it was saved without one
   */
  static ILossFunction of(String name, IActivation activation) {
    return switch (name) {
      case "mse", "mean_squared_error", "MeanSquaredError" -> new LossMSE();
      case "mae", "mean_absolute_error", "MeanAbsoluteError" -> new LossMAE();
      default ->
          activation instanceof ActivationSoftmax
              ? new LossMCXENT()
              : activation instanceof ActivationSigmoid ? new LossBinaryXENT() : new LossMSE();
    };
  }
}
