package org.coherer.ml.score;

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

  /** Replaces ln p by p, normalized, in place. */
  public static void toProbabilities(double[] raw) {
    double sum = 0;
    for (int i = 0; i < raw.length; i++) {
      raw[i] = Math.exp(raw[i]);
      sum += raw[i];
    }
    for (int i = 0; i < raw.length; i++) {
      raw[i] /= sum;
    }
  }
}
