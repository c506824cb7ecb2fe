package org.coherer.training.network.loss;

import org.coherer.training.network.Loss;
import org.coherer.training.network.memory.Memory;

/** A loss that is computed row by row. */
public abstract class RowwiseLoss implements Loss {

  private final int width;
  private final float[] row;
  private final float[] wanted;
  private final float[] slope;

  RowwiseLoss(int width) {
    this.width = width;
    this.row = new float[width];
    this.wanted = new float[width];
    this.slope = new float[width];
  }

  /** Computes the outputs of one row in place. */
  abstract void activate(float[] numbers);

  /** Returns the loss of one row. */
  abstract double loss(float[] outputs, float[] targets);

  /** Computes the gradient of {@link #loss} with respect to the pre-activations. */
  abstract void differentiate(float[] outputs, float[] targets, float[] gradient);

  @Override
  public final void activate(Memory values, int rows) {
    for (int i = 0; i < rows; i++) {
      values.get(i * width, row, width);
      activate(row);
      values.put(i * width, row, width);
    }
  }

  @Override
  public final double compute(
      Memory values, Memory targets, Memory weights, Memory gradient, int rows) {
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      float weight = weights == null ? 1 : weights.buffer().get(i);
      values.get(i * width, row, width);
      targets.get(i * width, wanted, width);
      activate(row);
      // A row of weight 0 adds nothing, even if its loss is NaN.
      sum += weight == 0 ? 0 : weight * loss(row, wanted);
      values.put(i * width, row, width);
      if (gradient != null) {
        differentiate(row, wanted, slope);
        for (int k = 0; k < width; k++) {
          slope[k] *= weight;
        }
        gradient.put(i * width, slope, width);
      }
    }
    return sum;
  }
}
