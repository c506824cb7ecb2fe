package org.coherer.training.network.loss;

import org.coherer.training.network.function.Exponentials;

/** Sigmoids with binary cross-entropy, summed over the outputs. */
public final class BinaryCrossEntropy extends RowwiseLoss {

  /** A float cannot tell a probability from 0 that is closer, nor from 1. */
  private static final double FROM_ZERO = 0x1p-150;

  private static final double FROM_ONE = 0x1p-25;

  private final float least;

  /**
   * Creates the loss.
   *
   * @param least the bound to which probabilities near 0 and 1 are clamped; 0 for none, which has
   *     slopes wherever a target is missed
   */
  public BinaryCrossEntropy(int outputs, double least) {
    super(outputs);
    this.least = (float) least;
  }

  private float clipped(float probability) {
    return Math.max(least, Math.min(1 - least, probability));
  }

  @Override
  void activate(float[] numbers, int rows) {
    Exponentials.sigmoid(numbers, 0, rows * width);
  }

  @Override
  double loss(float[] outputs, float[] targets) {
    double sum = 0;
    for (int i = 0; i < outputs.length; i++) {
      double p = clipped(outputs[i]);
      sum -=
          targets[i] * Math.log(Math.max(p, FROM_ZERO))
              + (1 - targets[i]) * Math.log(Math.max(1 - p, FROM_ONE));
    }
    return sum;
  }

  @Override
  void differentiate(float[] outputs, float[] targets, float[] gradient) {
    for (int i = 0; i < outputs.length; i++) {
      float y = outputs[i];
      float p = clipped(y);
      gradient[i] = p == y ? y - targets[i] : (p - targets[i]) / (p * (1 - p)) * (y * (1 - y));
    }
  }
}
