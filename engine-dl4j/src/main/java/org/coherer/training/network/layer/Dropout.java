package org.coherer.training.network.layer;

import java.util.SplittableRandom;
import org.coherer.training.network.Passing;
import org.coherer.training.network.Shape;
import org.coherer.training.network.memory.Blocks;
import org.coherer.training.network.memory.Memory;

/**
 * Dropout: sets random values to zero in training, and scales up the others to keep the expectation
 * (Srivastava et al., "Dropout: A Simple Way to Prevent Neural Networks from Overfitting", 2014).
 */
public final class Dropout implements Passing {

  private final Shape shape;
  private final float factor;
  private final int threshold;
  private final int number;
  private final float[] block = new float[Blocks.SIZE];
  private final float[] factors = new float[Blocks.SIZE];
  private SplittableRandom random;
  private Memory drawn;

  /**
   * Creates the layer.
   *
   * @param retained the probability that a value is retained; above 0, at most 1
   * @param number the number of the layer, so that the layers of a network drop different values
   */
  public Dropout(Shape shape, double retained, int number) {
    if (!(retained > 0 && retained <= 1)) {
      throw new IllegalArgumentException(
          "Invalid share " + retained + " of retained numbers (must be above 0, at most 1)");
    }
    this.shape = shape;
    this.factor = (float) (1 / retained);
    this.threshold = (int) Math.round(retained * Integer.MAX_VALUE);
    this.number = number;
    seed(0);
  }

  @Override
  public Shape output() {
    return shape;
  }

  @Override
  public void seed(long seed) {
    random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + number);
  }

  @Override
  public void reserve(int rows, boolean training) {
    close();
    if (training) {
      drawn = Memory.allocate((long) rows * shape.length());
    }
  }

  @Override
  public void forward(Memory[] inputs, Memory output, int rows, boolean training) {
    int length = rows * shape.length();
    if (!training) {
      output.put(0, inputs[0], 0, length);
      return;
    }
    for (int done = 0; done < length; done += Blocks.SIZE) {
      int count = Math.min(Blocks.SIZE, length - done);
      for (int i = 0; i < count; i++) {
        // The sign of the difference avoids an unpredictable branch.
        int drop = (threshold - (random.nextInt() >>> 1)) >> 31;
        factors[i] = Float.intBitsToFloat(Float.floatToRawIntBits(factor) & ~drop);
      }
      drawn.put(done, factors, count);
      multiply(inputs[0], output, done, count);
    }
  }

  private void multiply(Memory from, Memory to, int at, int count) {
    from.get(at, block, count);
    for (int i = 0; i < count; i++) {
      block[i] *= factors[i];
    }
    to.put(at, block, count);
  }

  @Override
  public void backward(
      Memory[] inputs, Memory output, Memory gradient, Memory[] inputGradients, int rows) {
    if (inputGradients[0] == null) {
      return;
    }
    int length = rows * shape.length();
    for (int done = 0; done < length; done += Blocks.SIZE) {
      int count = Math.min(Blocks.SIZE, length - done);
      drawn.get(done, factors, count);
      multiply(gradient, inputGradients[0], done, count);
    }
  }

  /** {@inheritDoc} In inference nothing is dropped. */
  @Override
  public void pass(
      Memory[] inputs, Memory output, Memory gradient, Memory[] inputGradients, int rows) {
    if (inputGradients[0] != null) {
      inputGradients[0].put(0, gradient, 0, rows * shape.length());
    }
  }

  @Override
  public void close() {
    if (drawn != null) {
      drawn.close();
      drawn = null;
    }
  }
}
