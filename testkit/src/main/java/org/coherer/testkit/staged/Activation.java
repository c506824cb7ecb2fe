package org.coherer.testkit.staged;

import java.util.function.DoubleUnaryOperator;

/** What a hidden layer makes of its sums. */
@SuppressWarnings("ImmutableEnumChecker") // functions without a state
enum Activation {
  /** {@code max(0, x)}. */
  RELU(x -> Math.max(0, x), x -> x > 0 ? 1 : 0),

  /** {@code 1 / (1 + exp(-x))}. */
  SIGMOID(Activation::sigmoid, x -> sigmoid(x) * sigmoid(-x)),

  /** The hyperbolic tangent. */
  TANH(Math::tanh, x -> 1 - Math.tanh(x) * Math.tanh(x)),

  /** {@code max(x, 0.01 x)}. */
  LEAKYRELU(x -> Math.max(x, 0.01 * x), x -> x > 0 ? 1 : 0.01),

  /** {@code x}, or {@code exp(x) - 1} below 0. */
  ELU(x -> x > 0 ? x : Math.expm1(x), x -> x > 0 ? 1 : Math.exp(x)),

  /** ELU with two factors. */
  SELU(
      x -> Selu.FACTOR * (x > 0 ? x : Selu.ALPHA * Math.expm1(x)),
      x -> Selu.FACTOR * (x > 0 ? 1 : Selu.ALPHA * Math.exp(x))),

  /** {@code x sigmoid(1.702 x)}. */
  GELU(x -> x * sigmoid(1.702 * x), x -> slopeOfWeighted(x, 1.702)),

  /** {@code x sigmoid(x)}. */
  SWISH(x -> x * sigmoid(x), x -> slopeOfWeighted(x, 1)),

  /** {@code x tanh(log(1 + exp(x)))}. */
  MISH(
      x -> x * Math.tanh(softplus(x)),
      x -> {
        double tanh = Math.tanh(softplus(x));
        return tanh + x * (1 - tanh * tanh) * sigmoid(x);
      });

  /** The numbers of Klambauer et al., "Self-normalizing neural networks" (2017). */
  private static final class Selu {
    static final double ALPHA = 1.6732632423543772;
    static final double FACTOR = 1.0507009873554805;
  }

  private final DoubleUnaryOperator function;
  private final DoubleUnaryOperator derivative;

  Activation(DoubleUnaryOperator function, DoubleUnaryOperator derivative) {
    this.function = function;
    this.derivative = derivative;
  }

  double of(double x) {
    return function.applyAsDouble(x);
  }

  /** Returns the derivative at x. */
  double slope(double x) {
    return derivative.applyAsDouble(x);
  }

  static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** Returns {@code log(1 + exp(x))}. */
  static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  private static double slopeOfWeighted(double x, double factor) {
    double weight = sigmoid(factor * x);
    return weight + factor * x * weight * (1 - weight);
  }
}
