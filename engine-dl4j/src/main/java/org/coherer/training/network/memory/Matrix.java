package org.coherer.training.network.memory;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * A row-major view of memory, which BLAS reads and writes. It is created once and moved to one
 * block after the other, since a new pointer per product would be garbage. Used by one thread at a
 * time.
 */
public final class Matrix {

  private static final int ROW_MAJOR = 101;
  private static final int AS_IS = 111;
  private static final int TRANSPOSED = 112;

  private final Cursor cursor = new Cursor();
  private int rows;
  private int columns;
  private int stride;
  private int order;

  /** A pointer that can be moved. */
  private static final class Cursor extends FloatPointer {

    Cursor() {
      super((Pointer) null);
    }

    void moveTo(long newAddress) {
      address = newAddress;
    }
  }

  /** Moves the view to contiguous rows. */
  public Matrix at(Memory memory, int index, int newRows, int newColumns) {
    return at(memory, index, newRows, newColumns, newColumns);
  }

  /**
   * Moves the view to some memory.
   *
   * @param newStride the distance between the starts of two rows
   */
  public Matrix at(Memory memory, int index, int newRows, int newColumns, int newStride) {
    long last = index + (long) (newRows - 1) * newStride + newColumns;
    if (index < 0 || last > memory.length()) {
      throw new IndexOutOfBoundsException(
          newRows
              + " rows of "
              + newColumns
              + " floats, "
              + newStride
              + " apart, at "
              + index
              + " of "
              + memory.length());
    }
    cursor.moveTo(memory.address(index));
    rows = newRows;
    columns = newColumns;
    stride = newStride;
    order = AS_IS;
    return this;
  }

  /** Transposes this matrix in the next product. */
  public Matrix transposed() {
    int before = rows;
    rows = columns;
    columns = before;
    order = TRANSPOSED;
    return this;
  }

  /** Sets this matrix to a product. */
  public void setProduct(Matrix left, Matrix right) {
    product(left, right, 0);
  }

  /** Adds a product to this matrix. */
  public void addProduct(Matrix left, Matrix right) {
    product(left, right, 1);
  }

  private void product(Matrix left, Matrix right, float keep) {
    if (left.rows != rows || right.columns != columns || left.columns != right.rows) {
      throw new IllegalArgumentException(
          "Cannot multiply " + left + " and " + right + " into " + this);
    }
    openblas_nolapack.cblas_sgemm(
        ROW_MAJOR,
        left.order,
        right.order,
        rows,
        columns,
        left.columns,
        1f,
        left.cursor,
        left.stride,
        right.cursor,
        right.stride,
        keep,
        cursor,
        stride);
  }

  @Override
  public String toString() {
    return rows + " x " + columns;
  }
}
