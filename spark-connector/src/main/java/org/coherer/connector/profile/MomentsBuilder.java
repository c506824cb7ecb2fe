package org.coherer.connector.profile;

/**
 * Collects the moments of rows, one by one.
 *
 * <p>Numbers are summed as differences from the first row of a block of some rows: so the sums of
 * squares do not cancel, however far from 0 a number is.
 */
public final class MomentsBuilder {

  private static final int BLOCK_ROWS = 256;

  private final int length;
  private final float[] shifts;
  private final double[] sums;
  private final double[] squares;
  private int blockRows;
  private double blockWeight;
  private Moments blocks;

  private double[] sparseSums;
  private double[] sparseSquares;
  private double sparseWeight;

  /** Creates a builder of the moments of rows of so many numbers. */
  public MomentsBuilder(int length) {
    this.length = length;
    this.shifts = new float[length];
    this.sums = new double[length];
    this.squares = new double[length];
    this.blocks = Moments.none(length);
  }

  /**
   * Adds a row, of which the first numbers count.
   *
   * @param weight as how many rows it counts
   */
  public void add(float[] values, float weight) {
    if (blockRows == 0) {
      System.arraycopy(values, 0, shifts, 0, length);
    }
    for (int i = 0; i < length; i++) {
      double away = (double) values[i] - shifts[i];
      double weighted = weight * away;
      sums[i] += weighted;
      squares[i] += weighted * away;
    }
    blockWeight += weight;
    if (++blockRows == BLOCK_ROWS) {
      endBlock();
    }
  }

  private void endBlock() {
    double[] offsets = new double[length];
    double[] around = new double[length];
    double weight = blockWeight == 0 ? 1 : blockWeight;
    for (int i = 0; i < length; i++) {
      offsets[i] = sums[i] / weight;
      around[i] = Math.max(0, squares[i] - sums[i] * offsets[i]);
      sums[i] = 0;
      squares[i] = 0;
    }
    blocks = blocks.plus(new Moments(blockWeight, shifts.clone(), offsets, around));
    blockRows = 0;
    blockWeight = 0;
  }

  /**
   * Adds a row of zeros, but for some numbers. Those behind the moments' do not count.
   *
   * @param count how many of the indices and values count
   * @param weight as how many rows it counts
   */
  public void add(int[] indices, float[] values, int count, float weight) {
    if (sparseSums == null) {
      sparseSums = new double[length];
      sparseSquares = new double[length];
    }
    for (int i = 0; i < count; i++) {
      if (indices[i] < length) {
        double value = values[i];
        double weighted = weight * value;
        sparseSums[indices[i]] += weighted;
        sparseSquares[indices[i]] += weighted * value;
      }
    }
    sparseWeight += weight;
  }

  /** Returns the moments of the rows so far. */
  public Moments build() {
    if (blockRows > 0) {
      endBlock();
    }
    return sparseWeight == 0 ? blocks : blocks.plus(sparse());
  }

  private Moments sparse() {
    double[] means = new double[length];
    double[] around = new double[length];
    for (int i = 0; i < length; i++) {
      means[i] = sparseSums[i] / sparseWeight;
      around[i] = Math.max(0, sparseSquares[i] - sparseSums[i] * means[i]);
    }
    return new Moments(sparseWeight, new float[length], means, around);
  }
}
