package org.coherer.training.network.loss;

import org.coherer.training.network.Loss;
import org.coherer.training.network.memory.Blocks;
import org.coherer.training.network.memory.Memory;

/** A loss that is computed row by row. */
public abstract class RowwiseLoss implements Loss {

  final int width;
  private final int rowsOfBlock;
  private final float[] block;
  private final float[] row;
  private final float[] wanted;
  private final float[] slope;

  RowwiseLoss(int width) {
    this.width = width;
    this.rowsOfBlock = Blocks.rows(width);
    this.block = new float[rowsOfBlock * width];
    this.row = new float[width];
    this.wanted = new float[width];
    this.slope = new float[width];
  }

  /** Computes the outputs of some rows, one behind the other, in place. */
  abstract void activate(float[] numbers, int rows);

  /** Returns the loss of one row. */
  abstract double loss(float[] outputs, float[] targets);

  /** Computes the gradient of {@link #loss} with respect to the pre-activations. */
  abstract void differentiate(float[] outputs, float[] targets, float[] gradient);

  @Override
  public final void activate(Memory values, int rows) {
    for (int done = 0; done < rows; done += rowsOfBlock) {
      int count = Math.min(rowsOfBlock, rows - done);
      values.get(done * width, block, count * width);
      activate(block, count);
      values.put(done * width, block, count * width);
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
      activate(row, 1);
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
