package org.coherer.training.embedding;

import java.io.Serializable;

/**
 * How the gradients of a push change rows. Every rule is lazy: it touches the rows that have
 * gradients, once for each push, and no others.
 *
 * <p>In the formulas, {@code g} is a gradient, already divided; {@code w} the number of the row
 * that it is of; {@code r} the rate times the step's factor. Arithmetic is in 32-bit floats. All
 * state starts at 0.
 */
public sealed interface RowOptimizer extends Serializable {

  /** Returns the floats of state that a row of so many floats has. */
  int stateOf(int width);

  /**
   * Stochastic gradient descent: {@code w' = w - r g}. No state.
   *
   * @param rate the learning rate
   */
  record Sgd(float rate) implements RowOptimizer {

    /** Checks the rate. */
    public Sgd {
      Checks.notNegative("rate of SGD", rate);
    }

    @Override
    public int stateOf(int width) {
      return 0;
    }
  }

  /**
   * AdaGrad, by Duchi et al., "Adaptive Subgradient Methods" (2011). State: for each number the sum
   * s of squared gradients. {@code s' = s + g^2; w' = w - r g / (sqrt(s') + epsilon)}.
   *
   * @param rate the learning rate
   * @param epsilon keeps the quotient finite
   */
  record AdaGrad(float rate, float epsilon) implements RowOptimizer {

    /** Checks the numbers. */
    public AdaGrad {
      Checks.notNegative("rate of AdaGrad", rate);
      Checks.positive("epsilon of AdaGrad", epsilon);
    }

    @Override
    public int stateOf(int width) {
      return width;
    }
  }

  /**
   * AdaGrad with one sum s for the whole row, of mean squared gradients: {@code s' = s + (g_1^2 +
   * ... + g_n^2) / n; w' = w - r g / (sqrt(s') + epsilon)}. So state is 1/n of the row. By Mudigere
   * et al., "Software-Hardware Co-design for Fast and Scalable Training of Deep Learning
   * Recommendation Models" (2022), section 4.1.4.
   *
   * @param rate the learning rate
   * @param epsilon keeps the quotient finite
   */
  record RowWiseAdaGrad(float rate, float epsilon) implements RowOptimizer {

    /** Checks the numbers. */
    public RowWiseAdaGrad {
      Checks.notNegative("rate of row-wise AdaGrad", rate);
      Checks.positive("epsilon of row-wise AdaGrad", epsilon);
    }

    @Override
    public int stateOf(int width) {
      return 1;
    }
  }

  /**
   * Adam, by Kingma and Ba, "Adam: A Method for Stochastic Optimization" (2015), lazily. State: for
   * each number the first moment m and the second v, and for the row the number t of its pushes, up
   * to 2^24. {@code t' = t + 1; m' = beta1 m + (1 - beta1) g; v' = beta2 v + (1 - beta2) g^2; w' =
   * w - r sqrt(1 - beta2^t') / (1 - beta1^t') m' / (sqrt(v') + epsilon)}.
   *
   * <p>The moments decay, and their bias is corrected, by the pushes of the row alone: a row
   * changes as if no other steps had been. With the number of all steps, as lazy versions elsewhere
   * take it (PyTorch's {@code SparseAdam}), a row that occurs late would start with steps of {@code
   * sqrt(1 / (1 - beta2)) (1 - beta1)}, usually 3.2, times the rate.
   *
   * @param rate the learning rate
   * @param beta1 the decay of the first moment, at least 0 and less than 1
   * @param beta2 the decay of the second moment, at least 0 and less than 1
   * @param epsilon keeps the quotient finite
   */
  record LazyAdam(float rate, float beta1, float beta2, float epsilon) implements RowOptimizer {

    /** Checks the numbers. */
    public LazyAdam {
      Checks.notNegative("rate of Adam", rate);
      checkDecay("beta1", beta1);
      checkDecay("beta2", beta2);
      Checks.positive("epsilon of Adam", epsilon);
    }

    private static void checkDecay(String name, float decay) {
      if (!(decay >= 0 && decay < 1)) {
        throw Checks.invalid(name + " of Adam", decay, "must be at least 0 and less than 1");
      }
    }

    @Override
    public int stateOf(int width) {
      return 2 * width + 1;
    }
  }
}
