package org.coherer.training.embedding.table;

import org.coherer.training.embedding.RowOptimizer;

/**
 * The arithmetic of a {@link RowOptimizer} on the floats of a slot: the row, and behind it the
 * state. Used by one thread at a time.
 */
interface RowUpdate {

  /**
   * Changes a row and its state.
   *
   * @param slot the row and the state
   * @param gradient a gradient for each float of the row, divided
   * @param width the floats of the row
   * @param rateFactor multiplies the rate
   */
  void apply(float[] slot, float[] gradient, int width, float rateFactor);

  static RowUpdate of(RowOptimizer optimizer) {
    if (optimizer instanceof RowOptimizer.Sgd sgd) {
      return new SgdUpdate(sgd.rate());
    }
    if (optimizer instanceof RowOptimizer.AdaGrad adaGrad) {
      return new AdaGradUpdate(adaGrad.rate(), adaGrad.epsilon());
    }
    if (optimizer instanceof RowOptimizer.RowWiseAdaGrad rowWise) {
      return new RowWiseAdaGradUpdate(rowWise.rate(), rowWise.epsilon());
    }
    return new LazyAdamUpdate((RowOptimizer.LazyAdam) optimizer);
  }

  /** {@link RowOptimizer.Sgd}. */
  record SgdUpdate(float rate) implements RowUpdate {

    @Override
    public void apply(float[] slot, float[] gradient, int width, float rateFactor) {
      float r = rate * rateFactor;
      for (int i = 0; i < width; i++) {
        slot[i] -= r * gradient[i];
      }
    }
  }

  /** {@link RowOptimizer.AdaGrad}. */
  record AdaGradUpdate(float rate, float epsilon) implements RowUpdate {

    @Override
    public void apply(float[] slot, float[] gradient, int width, float rateFactor) {
      float r = rate * rateFactor;
      float e = epsilon;
      for (int i = 0; i < width; i++) {
        float g = gradient[i];
        float sum = slot[width + i] + g * g;
        slot[width + i] = sum;
        slot[i] -= r * g / ((float) Math.sqrt(sum) + e);
      }
    }
  }

  /** {@link RowOptimizer.RowWiseAdaGrad}. */
  record RowWiseAdaGradUpdate(float rate, float epsilon) implements RowUpdate {

    @Override
    public void apply(float[] slot, float[] gradient, int width, float rateFactor) {
      float squares = 0;
      for (int i = 0; i < width; i++) {
        squares += gradient[i] * gradient[i];
      }
      float sum = slot[width] + squares / width;
      slot[width] = sum;
      float r = rate * rateFactor / ((float) Math.sqrt(sum) + epsilon);
      for (int i = 0; i < width; i++) {
        slot[i] -= r * gradient[i];
      }
    }
  }
}
