package org.coherer.training.plan;

import java.io.Serializable;

/**
 * Gradient clipping. It applies to the gradients of a step, which are the mean over the rows of all
 * ranks, before regularization is added. Values that a layer tracks rather than learns (batch
 * normalization's running statistics) are no gradients and stay as they are.
 *
 * <table>
 * <caption>What becomes of the mean gradient g</caption>
 * <tr><th>kind</th><th>each element becomes</th></tr>
 * <tr><td>by value</td><td>min(limit, max(-limit, g))</td></tr>
 * <tr><td>by norm</td><td>g min(1, limit / (|g| + 1e-6)), where |g| is the Euclidean norm over all
 * parameters</td></tr>
 * </table>
 *
 * @see <a href="https://arxiv.org/abs/1211.5063">Pascanu et al., 2013</a>, algorithm 1, for the
 *     norm
 */
public sealed interface Clipping extends Serializable {

  /** None. */
  Clipping NONE = new None();

  /** Gradients are taken as they are. */
  record None() implements Clipping {}

  /**
   * Each gradient on its own.
   *
   * @param limit the largest absolute value
   */
  record ByValue(double limit) implements Clipping {

    /** Checks the limit. */
    public ByValue {
      check("clipValue", limit);
    }
  }

  /**
   * All gradients together, which keep their direction.
   *
   * @param limit the largest norm
   */
  record ByNorm(double limit) implements Clipping {

    /** Checks the limit. */
    public ByNorm {
      check("clipNorm", limit);
    }
  }

  private static void check(String what, double limit) {
    if (!(limit > 0 && Double.isFinite(limit))) {
      throw new IllegalArgumentException(
          "Invalid " + what + " " + limit + " (must be a number above 0)");
    }
  }
}
