package org.coherer.training.network.function;

/**
 * {@code factor x} for x above 0, {@code factor alpha (exp(x) - 1)} below: ELU with a factor of 1,
 * and SELU.
 *
 * @param alpha at least 0
 * @param factor above 0
 */
public record Elu(float alpha, float factor) implements Activation {

  /**
   * The one whose outputs tend to a mean of 0 and a variance of 1.
   *
   * @see <a href="https://arxiv.org/abs/1706.02515">Klambauer et al., 2017</a>, for the two numbers
   */
  public static final Elu SELU = new Elu((float) 1.6732632423543772, (float) 1.0507009873554805);

  /** Nothing beside any value above 1e-29. */
  private static final float TINY = 1e-37f;

  /** Checks the numbers. */
  public Elu {
    if (!(alpha >= 0 && factor > 0)) {
      throw new IllegalArgumentException(
          "Invalid alpha " + alpha + " or factor " + factor + " (must be at least 0, and above 0)");
    }
  }

  @Override
  public void apply(float[] x, int count) {
    Exponentials.elu(x, 0, count);
    float below = factor * alpha;
    for (int i = 0; i < count; i++) {
      x[i] = factor * Math.max(x[i], 0f) + below * Math.min(x[i], 0f);
    }
  }

  @Override
  public void multiplyDerivative(float[] values, float[] gradients, int count) {
    float below = factor * alpha;
    float rest = factor - below;
    // Without a branch, which would be unpredictable, nor a minimum, with which the loop is not
    // always vectorized: a step from 0 to 1 where values are above 0.
    for (int i = 0; i < count; i++) {
      float size = Math.abs(values[i]);
      float positive = 0.5f * (values[i] + size);
      float step = positive / (positive + TINY);
      gradients[i] *= 0.5f * (values[i] - size) + below + step * rest;
    }
  }
}
