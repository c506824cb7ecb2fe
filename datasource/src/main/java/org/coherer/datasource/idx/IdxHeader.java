package org.coherer.datasource.idx;

import java.io.Serializable;
import java.util.List;

/**
 * The header of an IDX file: type and dimensions of its data.
 *
 * @param type the type of the elements
 * @param dimensions all of them; the first one counts the rows
 */
record IdxHeader(IdxType type, List<Integer> dimensions) implements Serializable {
  /** Four bytes of zeros, type and number of dimensions, four for each dimension. */
  static int bytes(int dimensions) {
    return Integer.BYTES + Integer.BYTES * dimensions;
  }

  IdxHeader {
    dimensions = List.copyOf(dimensions);
  }

  int headerBytes() {
    return bytes(dimensions.size());
  }

  long rows() {
    return dimensions.get(0);
  }

  /** Returns whether a row is a single number rather than an array. */
  boolean isScalar() {
    return dimensions.size() == 1;
  }

  /**
   * Returns the numbers of a row, 1 where a row is a number.
   *
   * @throws ArithmeticException if that overflows
   */
  long elementsPerRow() {
    long elements = 1;
    for (int dimension : dimensions.subList(1, dimensions.size())) {
      elements = Math.multiplyExact(elements, dimension);
    }
    return elements;
  }

  long bytesPerRow() {
    return elementsPerRow() * type.bytes();
  }

  /** Returns the bytes of header and data. */
  long contentBytes() {
    return rowOffset(rows());
  }

  /** Returns the byte of the content at which a row starts. */
  long rowOffset(long row) {
    return headerBytes() + row * bytesPerRow();
  }
}
