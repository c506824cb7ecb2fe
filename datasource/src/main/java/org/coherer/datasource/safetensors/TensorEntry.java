package org.coherer.datasource.safetensors;

import java.io.Serializable;
import java.util.List;

/**
 * A tensor, as the header has it.
 *
 * @param name its name
 * @param type of its elements
 * @param shape its dimensions; none for a single number
 * @param begin its first byte, counted from the end of the header
 * @param end the byte after its last
 */
record TensorEntry(String name, TensorType type, List<Long> shape, long begin, long end)
    implements Serializable {
  TensorEntry {
    shape = List.copyOf(shape);
  }

  long bytes() {
    return end - begin;
  }

  /**
   * Returns the bytes that the shape needs.
   *
   * @throws ArithmeticException if they are 2^63 or more
   */
  static long bytesOf(TensorType type, List<Long> shape) {
    if (shape.contains(0L)) {
      return 0;
    }
    return shape.stream().reduce((long) type.bytes(), Math::multiplyExact);
  }
}
