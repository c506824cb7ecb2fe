package org.coherer.training.embedding;

/**
 * The quantiles of the standard normal distribution, by Wichura, "Algorithm AS 241: The Percentage
 * Points of the Normal Distribution" (1988), routine PPND7: to about 7 digits. Only arithmetic that
 * has the same bits on every machine.
 */
final class NormalQuantile {

  private static final double CENTRE = 0.425;
  private static final double TAIL = 5;

  private NormalQuantile() {}

  /** Returns the number that a normal one is below with a probability between 0 and 1. */
  static double of(double probability) {
    double q = probability - 0.5;
    if (Math.abs(q) <= CENTRE) {
      return centre(q, CENTRE * CENTRE - q * q);
    }
    double r = Math.sqrt(-StrictMath.log(q < 0 ? probability : 1 - probability));
    double size = r <= TAIL ? tail(r - 1.6) : farTail(r - TAIL);
    return q < 0 ? -size : size;
  }

  private static double centre(double q, double r) {
    return q
        * (((59.10937472 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179)
        / (((67.1875636 * r + 78.757757664) * r + 17.895169469) * r + 1);
  }

  private static double tail(double r) {
    return (((0.17023821103 * r + 1.3067284816) * r + 2.75681539) * r + 1.4234372777)
        / ((0.12021132975 * r + 0.7370016425) * r + 1);
  }

  private static double farTail(double r) {
    return (((0.017337203997 * r + 0.42868294337) * r + 3.081226386) * r + 6.657905115)
        / ((0.012258202635 * r + 0.24197894225) * r + 1);
  }
}
