package org.coherer.training.calibration;

import java.nio.FloatBuffer;

/**
 * Finds the temperature that minimizes the cross-entropy of rows, from one pass over their
 * probabilities (<a href="https://arxiv.org/abs/1706.04599">Guo et al., 2017</a>).
 *
 * <p>For 33 temperatures from 16 down to 1/16, four to an octave, it sums the cross-entropy and its
 * first two derivatives by v = ln(1/T). These sums can be added over ranks. As a function of 1/T
 * the cross-entropy is convex, so its slope changes sign once; between the two temperatures where
 * it does, the slope is the cubic that has both slopes and curvatures, whose root is T to better
 * than 1e-3.
 */
public final class TemperatureFit {

  static final double MOST = 16;
  static final double LEAST = 1 / MOST;

  private static final int PER_OCTAVE = 4;
  private static final int NODES = 2 * 4 * PER_OCTAVE + 1;
  private static final int OF_ONE = NODES / 2;
  private static final double STEP = Math.log(2) / PER_OCTAVE;
  private static final int HALVINGS = 50;

  private static final int WEIGHT = 0;
  private static final int FIRST = 1;

  /** Of each temperature. */
  private static final int LOSS = 0;

  private static final int SLOPE = 1;
  private static final int CURVATURE = 2;
  private static final int SUMS = 3;

  private final double[] sums = new double[FIRST + NODES * SUMS];

  /** Of a row: logarithms of probabilities, minus the largest, and powers of what these are of. */
  private final double[] logs;

  private final double[] powers;

  /** Creates a fit to no rows. */
  public TemperatureFit(int classes) {
    logs = new double[classes];
    powers = new double[classes];
  }

  /**
   * Adds a row.
   *
   * @param probabilities has those of the row's classes from an index on
   * @param label the index of the row's class
   */
  public void add(FloatBuffer probabilities, int at, int label, double weight) {
    if (weight == 0) {
      return;
    }
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < logs.length; i++) {
      logs[i] = Math.log(Math.max(probabilities.get(at + i), Float.MIN_NORMAL));
      largest = Math.max(largest, logs[i]);
    }
    for (int i = 0; i < logs.length; i++) {
      logs[i] -= largest;
    }
    sums[WEIGHT] += weight;
    for (int first = 0; first < PER_OCTAVE; first++) {
      double inverse = inverse(first);
      for (int i = 0; i < logs.length; i++) {
        powers[i] = Math.exp(inverse * logs[i]);
      }
      for (int node = first; node < NODES; node += PER_OCTAVE) {
        add(node, label, weight);
        for (int i = 0; i < powers.length; i++) {
          powers[i] *= powers[i]; // an octave further
        }
      }
    }
  }

  /** Returns 1/T of a node. */
  private static double inverse(int node) {
    return Math.exp((node - OF_ONE) * STEP);
  }

  private void add(int node, int label, double weight) {
    double sum = 0;
    double mean = 0;
    double square = 0;
    for (int i = 0; i < logs.length; i++) {
      double part = powers[i] * logs[i];
      sum += powers[i];
      mean += part;
      square += part * logs[i];
    }
    mean /= sum;
    double inverse = inverse(node);
    double slope = inverse * (mean - logs[label]);
    double variance = square / sum - mean * mean;
    int at = FIRST + node * SUMS;
    sums[at + LOSS] += weight * (Math.log(sum) - inverse * logs[label]);
    sums[at + SLOPE] += weight * slope;
    sums[at + CURVATURE] += weight * (inverse * inverse * variance + slope);
  }

  /** Returns the sums, to which those of other ranks may be added. */
  public double[] sums() {
    return sums;
  }

  /**
   * Returns the temperature, from 1/16 to 16; none if no row weighs anything, or a probability was
   * no number.
   */
  public Calibration best() {
    double before = mean(OF_ONE, LOSS);
    int after = 0;
    while (after < NODES && mean(after, SLOPE) < 0) {
      after++;
    }
    if (!Double.isFinite(before) || !Double.isFinite(mean(Math.min(after, NODES - 1), SLOPE))) {
      return Calibration.NONE;
    }
    if (after == 0 || after == NODES) {
      int end = after == 0 ? 0 : NODES - 1;
      return new Calibration(after == 0 ? MOST : LEAST, before, mean(end, LOSS));
    }
    double part = root(after - 1);
    double exponent = after - 1 + part - OF_ONE;
    double loss = mean(after - 1, LOSS) + STEP * area(after - 1, part);
    return new Calibration(Math.exp(-exponent * STEP), before, loss);
  }

  private double mean(int node, int sum) {
    return sums[FIRST + node * SUMS + sum] / sums[WEIGHT];
  }

  /** Returns the part of the way to the next node at which the slope is 0. */
  private double root(int node) {
    double low = 0;
    double high = 1;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (slope(node, middle) < 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** Returns the cubic between a node and the next, t of the way. */
  private double slope(int node, double t) {
    double s = 1 - t;
    return mean(node, SLOPE) * (1 + 2 * t) * s * s
        + mean(node, CURVATURE) * STEP * t * s * s
        + mean(node + 1, SLOPE) * t * t * (3 - 2 * t)
        - mean(node + 1, CURVATURE) * STEP * t * t * s;
  }

  /** Returns its integral from 0, by Simpson's rule, which is exact for cubics. */
  private double area(int node, double t) {
    return t / 6 * (slope(node, 0) + 4 * slope(node, t / 2) + slope(node, t));
  }
}
