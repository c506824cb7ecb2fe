package org.coherer.training.network.loss;

/** Softmax with cross-entropy. */
public final class SoftmaxCrossEntropy extends RowwiseLoss {

  private final double least;

  /**
   * Creates the loss.
   *
   * @param least the bound to which probabilities near 0 and 1 are clamped in the loss
   */
  public SoftmaxCrossEntropy(int classes, double least) {
    super(classes);
    this.least = least;
  }

  @Override
  void activate(float[] numbers, int rows) {
    for (int row = 0; row < rows; row++) {
      softmax(numbers, row * width, (row + 1) * width);
    }
  }

  private static void softmax(float[] numbers, int from, int to) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      largest = Math.max(largest, numbers[i]);
    }
    double sum = 0;
    for (int i = from; i < to; i++) {
      double power = numbers[i] == largest ? 1 : Math.exp(numbers[i] - largest);
      sum += power;
      numbers[i] = (float) power;
    }
    float factor = (float) (1 / sum);
    for (int i = from; i < to; i++) {
      numbers[i] *= factor;
    }
  }

  @Override
  double loss(float[] outputs, float[] targets) {
    double sum = 0;
    for (int i = 0; i < outputs.length; i++) {
      if (targets[i] != 0) {
        sum -= targets[i] * Math.log(Math.max(least, Math.min(1 - least, outputs[i])));
      }
    }
    return sum;
  }

  @Override
  void differentiate(float[] outputs, float[] targets, float[] gradient) {
    for (int i = 0; i < outputs.length; i++) {
      gradient[i] = outputs[i] - targets[i];
    }
  }
}
