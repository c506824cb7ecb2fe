package org.coherer.training.embedding.table;

import org.coherer.training.embedding.RowOptimizer;

/** {@link RowOptimizer.LazyAdam}. The corrections of the first pushes are computed once. */
final class LazyAdamUpdate implements RowUpdate {

  private static final int COMPUTED = 1 << 14;

  private final RowOptimizer.LazyAdam optimizer;
  private final float[] corrections = new float[COMPUTED];

  LazyAdamUpdate(RowOptimizer.LazyAdam optimizer) {
    this.optimizer = optimizer;
    for (int i = 1; i < COMPUTED; i++) {
      corrections[i] = compute(i);
    }
  }

  private float compute(double push) {
    double first = 1 - StrictMath.pow(optimizer.beta1(), push);
    double second = 1 - StrictMath.pow(optimizer.beta2(), push);
    return (float) (Math.sqrt(second) / first);
  }

  private float correction(float push) {
    return push < COMPUTED ? corrections[(int) push] : compute(push);
  }

  @Override
  public void apply(float[] slot, float[] gradient, int width, float rateFactor) {
    float push = slot[3 * width] + 1;
    slot[3 * width] = push;
    float r = optimizer.rate() * rateFactor * correction(push);
    float b1 = optimizer.beta1();
    float b2 = optimizer.beta2();
    float e = optimizer.epsilon();
    for (int i = 0; i < width; i++) {
      float g = gradient[i];
      float m = b1 * slot[width + i] + (1 - b1) * g;
      float v = b2 * slot[2 * width + i] + (1 - b2) * g * g;
      slot[width + i] = m;
      slot[2 * width + i] = v;
      slot[i] -= r * m / ((float) Math.sqrt(v) + e);
    }
  }
}
