package org.coherer.training.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Up to {@code capacity} rows, laid out for an engine: three row-major matrices off the Java heap.
 *
 * <table>
 * <caption>Contents</caption>
 * <tr><th>buffer</th><th>shape</th><th>holds</th></tr>
 * <tr><td>features</td><td>rows x featureLength</td><td>the network's input</td></tr>
 * <tr><td>targets</td><td>rows x targetLength</td><td>what the output is compared with (one-hot for classes)</td></tr>
 * <tr><td>weights</td><td>rows</td><td>how much each row counts; 1 where no weight column is set</td></tr>
 * </table>
 *
 * <p>A batch is reused: whoever hands one out may fill it again at the next call. Buffers are
 * addressed absolutely; their positions are never moved.
 */
public final class Batch {

  private final int capacity;
  private final int featureLength;
  private final int targetLength;
  private final FloatBuffer features;
  private final FloatBuffer targets;
  private final FloatBuffer weights;
  private int rows;

  /** Allocates an empty batch. */
  public Batch(int capacity, int featureLength, int targetLength) {
    this.capacity = capacity;
    this.featureLength = featureLength;
    this.targetLength = targetLength;
    this.features = allocate(capacity, featureLength);
    this.targets = allocate(capacity, targetLength);
    this.weights = allocate(capacity, 1);
  }

  private static FloatBuffer allocate(int rows, int width) {
    int bytes = Math.multiplyExact(Math.multiplyExact(rows, width), Float.BYTES);
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  /** Returns the most rows it can hold. */
  public int capacity() {
    return capacity;
  }

  /**
   * Returns the number of rows it holds now; zero for a rank that has run out of rows in this
   * epoch.
   */
  public int rows() {
    return rows;
  }

  /** Says how many rows it holds now. */
  public void rows(int newRows) {
    if (newRows < 0 || newRows > capacity) {
      throw new IllegalArgumentException(
          "Invalid row count " + newRows + " (must be in [0, " + capacity + "])");
    }
    rows = newRows;
  }

  /** Returns the floats per row of the features. */
  public int featureLength() {
    return featureLength;
  }

  /** Returns the floats per row of the targets. */
  public int targetLength() {
    return targetLength;
  }

  /** Returns the features; row {@code i} starts at {@code i * featureLength()}. */
  public FloatBuffer features() {
    return features;
  }

  /** Returns the targets; row {@code i} starts at {@code i * targetLength()}. */
  public FloatBuffer targets() {
    return targets;
  }

  /** Returns one weight per row. */
  public FloatBuffer weights() {
    return weights;
  }

  /** Returns the sum of the weights of the rows it holds. */
  public double weightSum() {
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      sum += weights.get(i);
    }
    return sum;
  }

  /** Returns whether every row has weight 1. */
  public boolean unweighted() {
    for (int i = 0; i < rows; i++) {
      if (weights.get(i) != 1f) {
        return false;
      }
    }
    return true;
  }
}
