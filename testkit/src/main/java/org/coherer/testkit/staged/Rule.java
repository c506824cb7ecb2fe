package org.coherer.testkit.staged;

import org.coherer.training.optimizer.UpdateRule;

/** The optimizers that a network may have. */
enum Rule {
  /** Stochastic gradient descent. */
  SGD(0) {
    @Override
    UpdateRule at(float rate, long step) {
      return new UpdateRule.Sgd(rate);
    }
  },

  /** Adam with the numbers of its paper. */
  ADAM(2) {
    @Override
    UpdateRule at(float rate, long step) {
      float corrected = UpdateRule.Adam.correctedRate(rate, BETA1, BETA2, EPSILON, step);
      return new UpdateRule.Adam(corrected, BETA1, BETA2, EPSILON);
    }
  };

  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.999f;
  private static final float EPSILON = 1e-8f;

  private final int stateCount;

  Rule(int stateCount) {
    this.stateCount = stateCount;
  }

  /** Returns the floats of state of each parameter. */
  int stateCount() {
    return stateCount;
  }

  /**
   * Returns the arithmetic of a step.
   *
   * @param step counted from 1
   */
  abstract UpdateRule at(float rate, long step);
}
