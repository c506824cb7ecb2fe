package org.coherer.ml.score;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Chooses a class from probabilities: the one with the largest p/t, where t is its threshold, the
 * first of equals. Without thresholds, the most probable one.
 *
 * <p>As Spark's thresholds Param says: at most one threshold may be 0, and a class with threshold 0
 * wins unless its probability is 0.
 */
public final class ClassDecision implements Serializable {

  private static final long serialVersionUID = 1L;

  private final double[] thresholds;

  /**
   * Creates a class decision.
   *
   * @param thresholds one per class, or {@code null} for none
   */
  ClassDecision(double[] thresholds) {
    this.thresholds = thresholds;
  }

  /** Returns whether there are thresholds: without them, only the order of probabilities counts. */
  boolean hasThresholds() {
    return thresholds != null;
  }

  int classOf(double[] probabilities) {
    int best = 0;
    double bestScore = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < probabilities.length; i++) {
      double score = score(probabilities[i], i);
      if (score > bestScore) {
        best = i;
        bestScore = score;
      }
    }
    return best;
  }

  private double score(double probability, int index) {
    if (thresholds == null) {
      return probability;
    }
    if (thresholds[index] == 0) {
      return probability == 0 ? 0 : Double.POSITIVE_INFINITY;
    }
    return probability / thresholds[index];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClassDecision that && Arrays.equals(thresholds, that.thresholds);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(thresholds);
  }
}
