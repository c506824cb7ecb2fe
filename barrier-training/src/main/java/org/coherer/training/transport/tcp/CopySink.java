package org.coherer.training.transport.tcp;

import java.nio.ByteBuffer;
import org.coherer.training.vector.FlatVector;

/** Receives straight into the segments of a vector. */
final class CopySink implements PayloadSink {

  private final SegmentWindows windows;
  private ByteBuffer window;

  CopySink(FlatVector target) {
    windows = new SegmentWindows(target);
    window = windows.next();
  }

  @Override
  public long totalBytes() {
    return windows.totalBytes();
  }

  @Override
  public ByteBuffer window() {
    return window;
  }

  @Override
  public void advanced() {
    if (!window.hasRemaining()) {
      window = windows.next();
    }
  }
}
