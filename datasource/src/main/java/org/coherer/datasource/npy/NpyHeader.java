package org.coherer.datasource.npy;

import java.io.Serializable;
import java.util.List;

/**
 * The header of an array.
 *
 * @param type of the elements
 * @param isFortran whether the first index runs fastest
 * @param shape the dimensions; none for a single value
 * @param dataStart the byte of the content at which the elements start
 */
record NpyHeader(NpyType type, boolean isFortran, List<Long> shape, long dataStart)
    implements Serializable {
  NpyHeader {
    shape = List.copyOf(shape);
  }

  /** Returns the number of rows: the first dimension, or 1 of a single value. */
  long rows() {
    return shape.isEmpty() ? 1 : shape.get(0);
  }

  /** Returns whether a row is one value. */
  boolean isScalar() {
    return shape.size() <= 1;
  }

  /** Returns whether the elements of a row do not follow one another. */
  boolean isStrided() {
    return isFortran && shape.size() > 1;
  }

  /** Returns the dimensions of a row. */
  List<Long> rowShape() {
    return shape.isEmpty() ? shape : shape.subList(1, shape.size());
  }

  /**
   * Returns the number of elements of a row.
   *
   * @throws ArithmeticException if they are 2^63 or more
   */
  long elementsPerRow() {
    return rowShape().stream().reduce(1L, Math::multiplyExact);
  }

  /** Returns the bytes of a row. */
  long bytesPerRow() {
    return Math.multiplyExact(elementsPerRow(), type.bytes());
  }

  /**
   * Returns the bytes of all rows.
   *
   * @throws ArithmeticException if they are 2^63 or more
   */
  long dataBytes() {
    return Math.multiplyExact(rows(), bytesPerRow());
  }
}
