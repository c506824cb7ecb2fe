package org.coherer.training.network.loss;

import org.coherer.training.network.function.Curves;

/**
 * Expected counts {@code y = softplus(x)} with the Poisson loss {@code y - t log(y)}, summed over
 * the outputs. Its slope is {@code (1 - t / y) sigmoid(x)}, where {@code sigmoid(x) = 1 - exp(-y)},
 * so it is -t where the count vanishes.
 */
public final class Poisson extends RowwiseLoss {

  /** Creates the loss. */
  public Poisson(int outputs) {
    super(outputs);
  }

  @Override
  void activate(float[] numbers, int rows) {
    for (int i = 0; i < rows * width; i++) {
      numbers[i] = (float) Curves.SOFTPLUS.value(numbers[i]);
    }
  }

  @Override
  double loss(float[] outputs, float[] targets) {
    double sum = 0;
    for (int i = 0; i < outputs.length; i++) {
      // The logarithm of 0 would be infinite, where no float is closer to the count.
      sum += outputs[i] - targets[i] * Math.log(Math.max(outputs[i], Float.MIN_VALUE));
    }
    return sum;
  }

  @Override
  void differentiate(float[] outputs, float[] targets, float[] gradient) {
    for (int i = 0; i < outputs.length; i++) {
      double y = outputs[i];
      double sigmoid = -Math.expm1(-y);
      gradient[i] = (float) (sigmoid - targets[i] * (y > 0 ? sigmoid / y : 1));
    }
  }
}
