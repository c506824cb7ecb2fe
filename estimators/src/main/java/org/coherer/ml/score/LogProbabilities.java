package org.coherer.ml.score;

import java.util.Arrays;

/**
 * The raw prediction of a network that ends in a softmax: the natural logarithms of its
 * probabilities. They are its logits up to a constant, so softmax leads back to the probabilities.
 */
public final class LogProbabilities {

  private LogProbabilities() {}

  /**
   * Returns ln p for each class; a probability that underflowed to 0 counts as the smallest normal
   * float.
   */
  public static double[] of(double[] probabilities) {
    double[] raw = new double[probabilities.length];
    for (int i = 0; i < raw.length; i++) {
      raw[i] = Math.log(Math.max(probabilities[i], Float.MIN_NORMAL));
    }
    return raw;
  }

  /**
   * Replaces ln p by softmax(ln p / T), which is p if T is 1, in place.
   *
   * @param temperature T
   */
  public static void toProbabilities(double[] raw, double temperature) {
    double largest = temperature == 1 ? 0 : Arrays.stream(raw).max().orElse(0);
    double sum = 0;
    for (int i = 0; i < raw.length; i++) {
      raw[i] = Math.exp((raw[i] - largest) / temperature);
      sum += raw[i];
    }
    for (int i = 0; i < raw.length; i++) {
      raw[i] /= sum;
    }
  }
}
