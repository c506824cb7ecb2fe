package org.coherer.ml.evaluation;

import java.io.Serializable;
import java.util.OptionalDouble;

/**
 * The Poisson deviance of predictions y from counts t, 2 (t ln(t / y) - t + y), summed over rows.
 */
final class PoissonDeviance implements Serializable {

  private static final long serialVersionUID = 1L;

  private double deviance;
  private double counts;

  /** The sum of t ln t, which is 0 for t = 0. */
  private double logarithms;

  private boolean undefined;

  void add(double count, double predicted) {
    undefined |= !(count >= 0 && predicted > 0);
    double ratio = count > 0 ? count * Math.log(count / predicted) : 0;
    deviance += 2 * (ratio - count + predicted);
    counts += count;
    logarithms += count > 0 ? count * Math.log(count) : 0;
  }

  void add(PoissonDeviance other) {
    undefined |= other.undefined;
    deviance += other.deviance;
    counts += other.counts;
    logarithms += other.logarithms;
  }

  /** Returns the mean; empty if a count was negative, or a prediction not above 0. */
  OptionalDouble mean(long rows) {
    return undefined ? OptionalDouble.empty() : OptionalDouble.of(deviance / rows);
  }

  /**
   * Returns the part of the deviance of the mean that is explained; empty as well if it has none.
   */
  OptionalDouble d2(long rows) {
    double ofMean = 2 * (logarithms - counts * Math.log(counts / rows));
    return undefined || !(counts > 0 && ofMean > 0)
        ? OptionalDouble.empty()
        : OptionalDouble.of(1 - deviance / ofMean);
  }
}
