package org.coherer.training.network.layer;

import java.util.Arrays;
import org.coherer.training.network.Parameter;
import org.coherer.training.network.Passing;
import org.coherer.training.network.Shape;
import org.coherer.training.network.function.Activation;
import org.coherer.training.network.function.Curve;
import org.coherer.training.network.memory.Blocks;
import org.coherer.training.network.memory.Memory;

/** Gives {@code x + share (f(x) - x)} for each unit, with a share of its own. */
public final class ParametricActivation implements Passing {

  /** A function and its derivative, at arguments. */
  private interface Function {

    /** Replaces the first numbers by the function of them. */
    void apply(float[] x, int count);

    /**
     * Multiplies the first gradients by the derivative.
     *
     * @param x the arguments; may be overwritten
     * @param values the function of them
     */
    void multiplySlopes(float[] x, float[] values, float[] gradients, int count);
  }

  private final Shape shape;
  private final int width;
  private final int rowsOfBlock;
  private final Function function;
  private final Parameter share;

  /** The shares, and the sums of their gradients, once for each row of a block. */
  private final float[] shares;

  private final float[] sums;
  private final float[] x;
  private final float[] values;
  private final float[] gradients;
  private final float[] bent;

  /** The values of the function for the rows of the last forward pass in training. */
  private Memory computed;

  /**
   * Creates the layer.
   *
   * @param width the units
   * @param function {@code f}
   * @param share one for each unit
   */
  public ParametricActivation(int width, Activation function, Parameter share) {
    this(width, at(function), share);
  }

  /** Creates the layer with a function whose derivative is one of its argument. */
  public ParametricActivation(int width, Curve function, Parameter share) {
    this(width, at(function), share);
  }

  private ParametricActivation(int width, Function function, Parameter share) {
    this.shape = Shape.vector(width);
    this.width = width;
    this.rowsOfBlock = Blocks.rows(width);
    this.function = function;
    this.share = share;
    this.shares = new float[rowsOfBlock * width];
    this.sums = new float[rowsOfBlock * width];
    this.x = new float[rowsOfBlock * width];
    this.values = new float[rowsOfBlock * width];
    this.gradients = new float[rowsOfBlock * width];
    this.bent = new float[rowsOfBlock * width];
  }

  private static Function at(Activation function) {
    return new Function() {
      @Override
      public void apply(float[] x, int count) {
        function.apply(x, count);
      }

      @Override
      public void multiplySlopes(float[] x, float[] values, float[] gradients, int count) {
        function.multiplyDerivative(values, gradients, count);
      }
    };
  }

  private static Function at(Curve curve) {
    return new Function() {
      @Override
      public void apply(float[] x, int count) {
        curve.apply(x, count);
      }

      @Override
      public void multiplySlopes(float[] x, float[] values, float[] gradients, int count) {
        curve.multiplySlopes(x, gradients, count);
      }
    };
  }

  @Override
  public Shape output() {
    return shape;
  }

  @Override
  public void reserve(int rows, boolean training) {
    close();
    if (training) {
      computed = Memory.allocate((long) rows * width);
    }
  }

  @Override
  public void close() {
    if (computed != null) {
      computed.close();
      computed = null;
    }
  }

  @Override
  public void forward(Memory[] inputs, Memory output, int rows, boolean training) {
    repeatShares();
    for (int done = 0; done < rows; done += rowsOfBlock) {
      int count = Math.min(rowsOfBlock, rows - done) * width;
      inputs[0].get(done * width, x, count);
      System.arraycopy(x, 0, values, 0, count);
      function.apply(values, count);
      if (training) {
        computed.put(done * width, values, count);
      }
      for (int i = 0; i < count; i++) {
        values[i] = x[i] + shares[i] * (values[i] - x[i]);
      }
      output.put(done * width, values, count);
    }
  }

  private void repeatShares() {
    for (int row = 0; row < rowsOfBlock; row++) {
      share.values().buffer().get(0, shares, row * width, width);
    }
  }

  @Override
  public void backward(
      Memory[] inputs, Memory output, Memory gradient, Memory[] inputGradients, int rows) {
    repeatShares();
    Arrays.fill(sums, 0);
    for (int done = 0; done < rows; done += rowsOfBlock) {
      int count = Math.min(rowsOfBlock, rows - done) * width;
      inputs[0].get(done * width, x, count);
      computed.get(done * width, values, count);
      gradient.get(done * width, gradients, count);
      for (int i = 0; i < count; i++) {
        sums[i] += gradients[i] * (values[i] - x[i]);
      }
      if (inputGradients[0] != null) {
        differentiate(count);
        inputGradients[0].put(done * width, gradients, count);
      }
    }
    for (int row = 1; row < rowsOfBlock; row++) {
      for (int i = 0; i < width; i++) {
        sums[i] += sums[row * width + i];
      }
    }
    share.gradients().put(0, sums, width);
  }

  @Override
  public void pass(
      Memory[] inputs, Memory output, Memory gradient, Memory[] inputGradients, int rows) {
    if (inputGradients[0] == null) {
      return;
    }
    repeatShares();
    for (int done = 0; done < rows; done += rowsOfBlock) {
      int count = Math.min(rowsOfBlock, rows - done) * width;
      inputs[0].get(done * width, x, count);
      System.arraycopy(x, 0, values, 0, count);
      function.apply(values, count);
      gradient.get(done * width, gradients, count);
      differentiate(count);
      inputGradients[0].put(done * width, gradients, count);
    }
  }

  /** Converts the gradients of a block of outputs to those of the arguments. */
  private void differentiate(int count) {
    for (int i = 0; i < count; i++) {
      bent[i] = shares[i] * gradients[i];
      gradients[i] -= bent[i];
    }
    function.multiplySlopes(x, values, bent, count);
    for (int i = 0; i < count; i++) {
      gradients[i] += bent[i];
    }
  }
}
