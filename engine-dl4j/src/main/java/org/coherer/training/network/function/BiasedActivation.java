package org.coherer.training.network.function;

import java.util.Arrays;
import org.coherer.training.network.Parameter;
import org.coherer.training.network.memory.Blocks;
import org.coherer.training.network.memory.Memory;

/**
 * Adds a bias per column to a matrix product and applies a function, in one pass; computes their
 * gradients in another.
 */
public final class BiasedActivation {

  private final int width;
  private final Parameter bias;
  private final Activation function;
  private final int rowsOfBlock;
  private final float[] values;
  private final float[] gradients;

  /** The bias, or the sum of its gradients, once for each row of a block. */
  private final float[] repeated;

  /**
   * Combines a bias and a function.
   *
   * @param bias null for none
   */
  public BiasedActivation(int width, Parameter bias, Activation function) {
    this.width = width;
    this.bias = bias;
    this.function = function;
    this.rowsOfBlock = Blocks.rows(width);
    this.values = new float[rowsOfBlock * width];
    this.gradients = new float[rowsOfBlock * width];
    this.repeated = new float[rowsOfBlock * width];
  }

  /** Replaces rows by the function of their sums with the bias. */
  public void apply(Memory memory, int rows) {
    if (bias != null) {
      for (int row = 0; row < rowsOfBlock; row++) {
        bias.values().buffer().get(0, repeated, row * width, width);
      }
    }
    for (int done = 0; done < rows; done += rowsOfBlock) {
      int count = Math.min(rowsOfBlock, rows - done) * width;
      memory.get(done * width, values, count);
      if (bias != null) {
        for (int i = 0; i < count; i++) {
          values[i] += repeated[i];
        }
      }
      function.apply(values, count);
      memory.put(done * width, values, count);
    }
  }

  /** Converts the gradients of the outputs to those of the inputs, and leaves those of the bias. */
  public void pass(Memory memory, Memory gradient, int rows) {
    if (function == Activations.IDENTITY) {
      return;
    }
    for (int done = 0; done < rows; done += rowsOfBlock) {
      int count = Math.min(rowsOfBlock, rows - done) * width;
      gradient.get(done * width, gradients, count);
      memory.get(done * width, values, count);
      function.multiplyDerivative(values, gradients, count);
      gradient.put(done * width, gradients, count);
    }
  }

  /**
   * Converts the gradients of the outputs to those of the inputs, and sets the gradients of the
   * bias.
   */
  public void differentiate(Memory memory, Memory gradient, int rows) {
    Arrays.fill(repeated, 0);
    for (int done = 0; done < rows; done += rowsOfBlock) {
      int count = Math.min(rowsOfBlock, rows - done) * width;
      gradient.get(done * width, gradients, count);
      if (function != Activations.IDENTITY) {
        memory.get(done * width, values, count);
        function.multiplyDerivative(values, gradients, count);
        gradient.put(done * width, gradients, count);
      }
      if (bias != null) {
        for (int i = 0; i < count; i++) {
          repeated[i] += gradients[i];
        }
      }
    }
    if (bias != null) {
      for (int row = 1; row < rowsOfBlock; row++) {
        for (int i = 0; i < width; i++) {
          repeated[i] += repeated[row * width + i];
        }
      }
      bias.gradients().put(0, repeated, width);
    }
  }
}
