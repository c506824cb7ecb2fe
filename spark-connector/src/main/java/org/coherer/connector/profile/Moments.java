package org.coherer.connector.profile;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Mean and variance of each number of some rows, each of which counts as often as it weighs.
 *
 * <p>Moments of parts add up to those of the whole by the formula of Chan, Golub and LeVeque, which
 * subtracts nothing large from anything large. The same parts in the same order give the same bits;
 * other parts of the same rows, the same numbers to about 1e-13.
 *
 * @see <a href="https://doi.org/10.1080/00031305.1983.10483115">Chan, Golub and LeVeque, 1983</a>
 */
public final class Moments implements Serializable {

  private static final long serialVersionUID = 1L;

  private final double weight;
  private final float[] origins;
  private final double[] offsets;
  private final double[] squares;

  /**
   * Creates moments. The arrays are not copied.
   *
   * @param weight what all rows weigh together
   * @param origins a number near the mean of each number of a row
   * @param offsets by how much the mean is larger: so it is exact to the spread of the numbers,
   *     even where that is small beside them
   * @param squares the sum of the squared differences from its mean, of each number
   */
  Moments(double weight, float[] origins, double[] offsets, double[] squares) {
    this.weight = weight;
    this.origins = origins;
    this.offsets = offsets;
    this.squares = squares;
  }

  /** Returns those of no rows. */
  public static Moments none(int length) {
    return new Moments(0, new float[length], new double[length], new double[length]);
  }

  /** Returns what all rows weigh together. */
  public double weight() {
    return weight;
  }

  /** Returns the numbers of a row. */
  public int length() {
    return offsets.length;
  }

  /** Returns the mean of a number. */
  public double mean(int index) {
    return origins[index] + offsets[index];
  }

  /** Returns the mean of the squared differences of a number from its mean. */
  public double variance(int index) {
    return weight == 0 ? 0 : squares[index] / weight;
  }

  /** Returns those of the rows of both. */
  public Moments plus(Moments other) {
    if (weight == 0) {
      return other;
    }
    if (other.weight == 0) {
      return this;
    }
    double sum = weight + other.weight;
    double share = other.weight / sum;
    double[] newOffsets = new double[offsets.length];
    double[] newSquares = new double[offsets.length];
    for (int i = 0; i < offsets.length; i++) {
      double apart = (double) other.origins[i] - origins[i];
      double away = apart + (other.offsets[i] - offsets[i]);
      newOffsets[i] = offsets[i] + away * share;
      newSquares[i] = squares[i] + other.squares[i] + away * away * weight * share;
    }
    return new Moments(sum, origins, newOffsets, newSquares);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Moments that
        && weight == that.weight
        && Arrays.equals(origins, that.origins)
        && Arrays.equals(offsets, that.offsets)
        && Arrays.equals(squares, that.squares);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(offsets) + Arrays.hashCode(squares);
  }
}
