package org.coherer.training.embedding;

/** What becomes of the rows of several ids in one place, such as the words of a sentence. */
public enum Combiner {
  /** Their sum. */
  SUM,
  /** Their sum divided by their number n. */
  MEAN,
  /** Their sum divided by the square root of their number n, so that its variance stays. */
  SQRTN;

  /** Returns the factor of the sum of {@code count} rows; 0 for none. */
  public float factor(int count) {
    if (count == 0) {
      return 0;
    }
    return switch (this) {
      case SUM -> 1;
      case MEAN -> 1f / count;
      case SQRTN -> (float) (1 / Math.sqrt(count));
    };
  }
}
