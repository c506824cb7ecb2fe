package org.coherer.training.vector;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Iterates once over the memory of a vector, a window at a time, from the first element to the
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
   * Returns a view of the next bytes, aliasing the vector, in native byte order; an empty view at
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
