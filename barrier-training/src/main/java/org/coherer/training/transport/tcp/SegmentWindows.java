package org.coherer.training.transport.tcp;

import java.nio.ByteBuffer;
import org.coherer.training.vector.FlatVector;

/** Walks through the bytes of a vector in windows, none of which crosses a segment's end. */
final class SegmentWindows {

  private static final ByteBuffer EMPTY = ByteBuffer.allocateDirect(0);

  private final FlatVector vector;
  private int nextSegment;
  private ByteBuffer segment = EMPTY;

  SegmentWindows(FlatVector vector) {
    this.vector = vector;
  }

  long totalBytes() {
    return vector.length() * Float.BYTES;
  }

  /** Returns a view of the next bytes, in memory of the vector; an empty one at the end. */
  ByteBuffer next() {
    if (!segment.hasRemaining()) {
      if (nextSegment == vector.segmentCount()) {
        return EMPTY;
      }
      segment = vector.segment(nextSegment++);
    }
    int count = Math.min(PayloadSink.WINDOW_BYTES, segment.remaining());
    ByteBuffer window = segment.slice(segment.position(), count);
    segment.position(segment.position() + count);
    return window;
  }
}
