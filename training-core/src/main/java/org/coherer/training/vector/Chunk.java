package org.coherer.training.vector;

import java.io.Serializable;

/**
 * A run of consecutive elements of a flat vector.
 *
 * @param offset the index of the first element
 * @param length the number of elements; zero is allowed
 */
public record Chunk(long offset, long length) implements Serializable {

  /** Checks that neither component is negative. */
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

  /** Returns whether the chunk contains an element. */
  public boolean contains(long index) {
    return index >= offset && index < end();
  }

  /** Returns the intersection with another chunk; an empty chunk if they are disjoint. */
  public Chunk within(Chunk other) {
    long from = Math.min(Math.max(offset, other.offset), other.end());
    return new Chunk(from, Math.max(0, Math.min(end(), other.end()) - from));
  }

  /** Returns these elements of a vector, aliasing it. */
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
