package org.coherer.training.transport.tcp;

import java.nio.ByteBuffer;
import org.coherer.training.transport.link.Link;
import org.coherer.training.vector.FlatVector;
import org.coherer.training.vector.VectorReader;

/** Receives directly into the segments of a vector. */
final class CopySink implements PayloadSink {

  private final long totalBytes;
  private final VectorReader windows;
  private ByteBuffer window;

  CopySink(FlatVector target) {
    totalBytes = target.length() * Float.BYTES;
    windows = new VectorReader(target);
    window = windows.next(Link.WINDOW_BYTES);
  }

  @Override
  public long totalBytes() {
    return totalBytes;
  }

  @Override
  public ByteBuffer window() {
    return window;
  }

  @Override
  public void advanced() {
    if (!window.hasRemaining()) {
      window = windows.next(Link.WINDOW_BYTES);
    }
  }
}
