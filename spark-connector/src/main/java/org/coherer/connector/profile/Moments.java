package org.coherer.connector.profile;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Mean and variance of each number of some rows.
 *
 * <p>Moments of parts add up to those of the whole by the formula of Chan, Golub and LeVeque, which
 * subtracts nothing large from anything large. The same parts in the same order give the same bits;
 * other parts of the same rows, the same numbers to about 1e-13.
 *
 * @see <a href="https://doi.org/10.1080/00031305.1983.10483115">Chan, Golub and LeVeque, 1983</a>
 */
public final class Moments implements Serializable {

  private static final long serialVersionUID = 1L;

  private final long rows;
  private final float[] origins;
  private final double[] offsets;
  private final double[] squares;

  /**
   * Creates moments. The arrays are not copied.
   *
   * @param origins a number near the mean of each number of a row
   * @param offsets by how much the mean is larger: so it is exact to the spread of the numbers, even
   *     where that is small beside them
   * @param squares the sum of the squared differences from its mean, of each number
   */
  Moments(long rows, float[] origins, double[] offsets, double[] squares) {
    this.rows = rows;
    this.origins = origins;
    this.offsets = offsets;
    this.squares = squares;
  }

  /** Returns those of no rows. */
  public static Moments none(int length) {
    return new Moments(0, new float[length], new double[length], new double[length]);
  }

  /** Returns the number of rows. */
  public long rows() {
    return rows;
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
    return rows == 0 ? 0 : squares[index] / rows;
  }

  /** Returns those of the rows of both. */
  public Moments plus(Moments other) {
    if (rows == 0) {
      return other;
    }
    if (other.rows == 0) {
      return this;
    }
    long sum = rows + other.rows;
    double share = (double) other.rows / sum;
    double[] newOffsets = new double[offsets.length];
    double[] newSquares = new double[offsets.length];
    for (int i = 0; i < offsets.length; i++) {
      double apart = (double) other.origins[i] - origins[i];
      double away = apart + (other.offsets[i] - offsets[i]);
      newOffsets[i] = offsets[i] + away * share;
      newSquares[i] = squares[i] + other.squares[i] + away * away * rows * share;
    }
    return new Moments(sum, origins, newOffsets, newSquares);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Moments that
        && rows == that.rows
        && Arrays.equals(origins, that.origins)
        && Arrays.equals(offsets, that.offsets)
        && Arrays.equals(squares, that.squares);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(offsets) + Arrays.hashCode(squares);
  }
}
