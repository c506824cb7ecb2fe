package org.coherer.training.network.loss;

import org.coherer.training.network.function.Activation;

/** The sum, or the mean, of squared or absolute errors. */
public final class PowerError extends RowwiseLoss {

  /** The function of a difference. */
  public enum Kind {
    /** Its square. */
    SQUARED,
    /** Its absolute value. */
    ABSOLUTE
  }

  private final Kind kind;
  private final float factor;
  private final Activation function;

  /**
   * Creates the loss.
   *
   * @param mean whether the sum over a row's outputs is divided by their number
   * @param function the last activation
   */
  public PowerError(int outputs, Kind kind, boolean mean, Activation function) {
    super(outputs);
    this.kind = kind;
    this.factor = mean ? 1f / outputs : 1f;
    this.function = function;
  }

  @Override
  void activate(float[] numbers, int rows) {
    function.apply(numbers, rows * width);
  }

  @Override
  double loss(float[] outputs, float[] targets) {
    double sum = 0;
    for (int i = 0; i < outputs.length; i++) {
      double difference = outputs[i] - targets[i];
      sum += kind == Kind.SQUARED ? difference * difference : Math.abs(difference);
    }
    return sum * factor;
  }

  @Override
  void differentiate(float[] outputs, float[] targets, float[] gradient) {
    for (int i = 0; i < outputs.length; i++) {
      float difference = outputs[i] - targets[i];
      gradient[i] = factor * (kind == Kind.SQUARED ? 2 * difference : Math.signum(difference));
    }
    function.multiplyDerivative(outputs, gradient, outputs.length);
  }
}
