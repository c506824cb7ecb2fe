package org.coherer.training.optimizer;

/**
 * Turns gradients into parameter updates, with the hyperparameters of one step. All arithmetic is
 * in 32-bit floats, element by element.
 *
 * <p>In the formulas, {@code g} is the gradient, {@code u} the update, which is subtracted from the
 * parameter.
 */
public sealed interface UpdateRule {

  /** Returns the floats of state per parameter. */
  int stateCount();

  /**
   * Replaces gradients by the updates to subtract from the parameters, and advances the state.
   *
   * @param values the gradients on entry, the updates on return
   * @param state {@link #stateCount} arrays, in the order that the rule documents
   * @param count the number of elements to process
   */
  void apply(float[] values, float[][] state, int count);

  /** {@code u = g}: for values that a layer tracks rather than learns. */
  record NoOp() implements UpdateRule {

    @Override
    public int stateCount() {
      return 0;
    }

    @Override
    public void apply(float[] values, float[][] state, int count) {}
  }

  /**
   * Stochastic gradient descent: {@code u = rate g}.
   *
   * @param rate the learning rate
   */
  record Sgd(float rate) implements UpdateRule {

    @Override
    public int stateCount() {
      return 0;
    }

    @Override
    public void apply(float[] values, float[][] state, int count) {
      float r = rate;
      for (int i = 0; i < count; i++) {
        values[i] *= r;
      }
    }
  }

  /**
   * Nesterov's momentum, after Sutskever et al., "On the importance of initialization and momentum
   * in deep learning" (2013). State: the velocity v. {@code v' = momentum v - rate g; u = momentum
   * v - (1 + momentum) v'}.
   *
   * @param rate the learning rate
   * @param momentum how much of the velocity is kept
   */
  record Nesterovs(float rate, float momentum) implements UpdateRule {

    @Override
    public int stateCount() {
      return 1;
    }

    @Override
    public void apply(float[] values, float[][] state, int count) {
      float[] velocity = state[0];
      float r = rate;
      float kept = momentum;
      float ahead = -momentum - 1;
      for (int i = 0; i < count; i++) {
        float before = kept * velocity[i];
        float after = before - r * values[i];
        velocity[i] = after;
        values[i] = before + ahead * after;
      }
    }
  }

  /**
   * Adam, by Kingma and Ba, "Adam: A Method for Stochastic Optimization" (2015). State: the first
   * moment m, the second v. {@code u = rate m / (sqrt(v) + epsilon)}.
   *
   * @param rate the learning rate, corrected for the bias of the moments; see {@link
   *     #correctedRate}
   * @param beta1 the decay of the first moment
   * @param beta2 the decay of the second moment
   * @param epsilon keeps the quotient finite
   */
  record Adam(float rate, float beta1, float beta2, float epsilon) implements UpdateRule {

    @Override
    public int stateCount() {
      return 2;
    }

    @Override
    public void apply(float[] values, float[][] state, int count) {
      float[] m = state[0];
      float[] v = state[1];
      float r = rate;
      float b1 = beta1;
      float b2 = beta2;
      float e = epsilon;
      for (int i = 0; i < count; i++) {
        float g = values[i];
        float first = b1 * m[i] + g * (1 - b1);
        float second = b2 * v[i] + g * g * (1 - b2);
        m[i] = first;
        v[i] = second;
        values[i] = first * r / ((float) Math.sqrt(second) + e);
      }
    }

    /**
     * Returns the rate of a step, {@code rate sqrt(1 - beta2^t) / (1 - beta1^t)}; epsilon if that
     * is zero or not finite.
     *
     * @param step the number t of the step, from 1 on
     */
    public static float correctedRate(
        float rate, float beta1, float beta2, float epsilon, long step) {
      float decay1 = (float) Math.pow(beta1, (double) step);
      float decay2 = (float) Math.pow(beta2, (double) step);
      float corrected = (float) (rate * Math.sqrt(1.0 - decay2) / (1.0 - decay1));
      return Float.isFinite(corrected) && corrected != 0 ? corrected : epsilon;
    }
  }

  /**
   * AMSGrad, by Reddi et al., "On the Convergence of Adam and Beyond" (2018). State: the first
   * moment m, the second v, the largest second moment h so far. {@code u = rate m / (sqrt(h) +
   * epsilon)}.
   *
   * @param rate as for {@link Adam}
   * @param beta1 the decay of the first moment
   * @param beta2 the decay of the second moment
   * @param epsilon keeps the quotient finite
   */
  record AmsGrad(float rate, float beta1, float beta2, float epsilon) implements UpdateRule {

    @Override
    public int stateCount() {
      return 3;
    }

    @Override
    public void apply(float[] values, float[][] state, int count) {
      float[] m = state[0];
      float[] v = state[1];
      float[] largest = state[2];
      float r = rate;
      float b1 = beta1;
      float b2 = beta2;
      float e = epsilon;
      for (int i = 0; i < count; i++) {
        float g = values[i];
        float first = b1 * m[i] + g * (1 - b1);
        float second = b2 * v[i] + g * g * (1 - b2);
        float bound = Math.max(largest[i], second);
        m[i] = first;
        v[i] = second;
        largest[i] = bound;
        values[i] = r * first / ((float) Math.sqrt(bound) + e);
      }
    }
  }

  /**
   * AdaGrad, by Duchi et al., "Adaptive Subgradient Methods" (2011). State: the sum s of squared
   * gradients. {@code u = rate g / (sqrt(s) + epsilon)}.
   *
   * @param rate the learning rate
   * @param epsilon keeps the quotient finite
   */
  record AdaGrad(float rate, float epsilon) implements UpdateRule {

    @Override
    public int stateCount() {
      return 1;
    }

    @Override
    public void apply(float[] values, float[][] state, int count) {
      float[] sums = state[0];
      float r = rate;
      float e = epsilon;
      for (int i = 0; i < count; i++) {
        float g = values[i];
        float sum = sums[i] + g * g;
        sums[i] = sum;
        values[i] = r * g / ((float) Math.sqrt(sum) + e);
      }
    }
  }

  /**
   * RMSProp, by Tieleman and Hinton (2012). State: the mean s of squared gradients. {@code u = rate
   * g / (sqrt(s) + epsilon)}.
   *
   * @param rate the learning rate
   * @param decay how much of the mean is kept
   * @param epsilon keeps the quotient finite
   */
  record RmsProp(float rate, float decay, float epsilon) implements UpdateRule {

    @Override
    public int stateCount() {
      return 1;
    }

    @Override
    public void apply(float[] values, float[][] state, int count) {
      float[] means = state[0];
      float r = rate;
      float d = decay;
      float e = epsilon;
      for (int i = 0; i < count; i++) {
        float g = values[i];
        float mean = means[i] * d + g * g * (1 - d);
        means[i] = mean;
        values[i] = r * g / ((float) Math.sqrt(mean) + e);
      }
    }
  }
}
