package org.coherer.training.vector;

import java.io.Serializable;

/**
 * A run of consecutive elements of a flat vector.
 *
 * @param offset the index of the first element
 * @param length the number of elements; zero is allowed
 */
public record Chunk(long offset, long length) implements Serializable {

  /** Checks that neither is negative. */
  public Chunk {
    if (offset < 0 || length < 0) {
      throw new IllegalArgumentException(
          "Invalid chunk of " + length + " elements at " + offset + " (neither may be negative)");
    }
  }

  /** Returns the index behind the last element. */
  public long end() {
    return offset + length;
  }

  /** Returns whether an element is one of these. */
  public boolean contains(long index) {
    return index >= offset && index < end();
  }

  /** Returns those elements that are also in another run; an empty run if there are none. */
  public Chunk within(Chunk other) {
    long from = Math.min(Math.max(offset, other.offset), other.end());
    return new Chunk(from, Math.max(0, Math.min(end(), other.end()) - from));
  }

  /** Returns this run of a vector, aliasing it. */
  public FlatVector of(FlatVector vector) {
    return vector.slice(offset, length);
  }

  /**
   * Returns part {@code index} of {@code parts} parts of {@code total} elements, in order and
   * without gaps. Lengths differ by at most one, the longer ones first, so with more parts than
   * elements the last ones are empty.
   */
  public static Chunk part(long total, int parts, int index) {
    long base = total / parts;
    long longer = total % parts;
    return new Chunk(index * base + Math.min(index, longer), base + (index < longer ? 1 : 0));
  }
}
