package org.coherer.training.vector;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Walks once through the memory of a vector, a window at a time, from its first element to its
 * last. No window crosses the end of a segment.
 */
public final class VectorReader {

  private static final ByteBuffer EMPTY =
      ByteBuffer.allocateDirect(0).order(ByteOrder.nativeOrder());

  private final FlatVector vector;
  private int nextSegment;
  private ByteBuffer segment = EMPTY;

  /** Starts at the first element. */
  public VectorReader(FlatVector vector) {
    this.vector = vector;
  }

  /**
   * Returns a view of the next bytes, in memory of the vector, native byte order; an empty one at
   * the end.
   *
   * @param maxBytes the most that the window may hold; a multiple of 4 keeps floats whole
   */
  public ByteBuffer next(int maxBytes) {
    if (!segment.hasRemaining()) {
      if (nextSegment == vector.segmentCount()) {
        return EMPTY;
      }
      segment = vector.segment(nextSegment++);
    }
    int count = Math.min(maxBytes, segment.remaining());
    ByteBuffer window = segment.slice(segment.position(), count).order(ByteOrder.nativeOrder());
    segment.position(segment.position() + count);
    return window;
  }
}
