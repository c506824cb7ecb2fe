package org.coherer.training.engine.dl4j.keras;

import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMAE;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/** Maps Keras losses to DL4J's. */
final class KerasLosses {

  private KerasLosses() {}

  /**
   * Returns the loss for an activation: cross-entropy for a softmax or a sigmoid, otherwise the
   * mean absolute error if Keras minimized that, else the mean squared error.
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
