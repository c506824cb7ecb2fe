package org.coherer.training.network.function;

/**
 * x / (1 + exp(-factor (x + cubic x^3))): swish with a factor of 1, and approximations of GELU.
 *
 * @param factor above 0
 * @param cubic at least 0
 */
public record SigmoidWeighted(double factor, double cubic) implements Curve {

  @Override
  public double value(double x) {
    double weight = weight(x);
    return weight == 0 ? 0 : x * weight;
  }

  @Override
  public double slope(double x) {
    double weight = weight(x);
    double rest = weight * weight(-x);
    return rest == 0 ? weight : weight + factor * x * (1 + 3 * cubic * x * x) * rest;
  }

  private double weight(double x) {
    return Curves.sigmoid(factor * x * (1 + cubic * x * x));
  }
}
