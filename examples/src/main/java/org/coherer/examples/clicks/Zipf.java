package org.coherer.examples.clicks;

import java.util.Arrays;

/**
 * The numbers from 0 to n - 1 by Zipf's law: k has a probability in proportion to {@code 1 / (k +
 * 1)^s}. Few are frequent and many are rare, as words, sites and users are.
 *
 * <p>A number is drawn by the inverse of the cumulative probabilities, which are stored: 8 bytes
 * for each, and log2 n comparisons.
 *
 * @see <a href="https://arxiv.org/abs/cond-mat/0412004">Newman, "Power laws, Pareto distributions
 *     and Zipf's law", 2005</a>, for where it is found
 */
final class Zipf {

  private final double[] cumulative;

  /**
   * Prepares the numbers.
   *
   * @param count how many there are, n
   * @param exponent the exponent s; at 0 all are equally frequent
   */
  Zipf(int count, double exponent) {
    cumulative = new double[count];
    double sum = 0;
    for (int k = 0; k < count; k++) {
      sum += StrictMath.pow(k + 1.0, -exponent);
      cumulative[k] = sum;
    }
    for (int k = 0; k < count; k++) {
      cumulative[k] /= sum;
    }
  }

  /** Returns the probability of a number. */
  double probability(int number) {
    return number == 0 ? cumulative[0] : cumulative[number] - cumulative[number - 1];
  }

  /**
   * Returns the number that a uniform one becomes: the first whose cumulative probability exceeds
   * it.
   *
   * @param uniform at least 0 and less than 1
   */
  int number(double uniform) {
    int found = Arrays.binarySearch(cumulative, uniform);
    return found < 0 ? -found - 1 : Math.min(found + 1, cumulative.length - 1);
  }
}
