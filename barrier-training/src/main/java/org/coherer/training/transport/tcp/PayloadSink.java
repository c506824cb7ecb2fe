package org.coherer.training.transport.tcp;

import java.nio.ByteBuffer;

/**
 * Receives the payload of one frame, a window at a time. Windows are small enough that their bytes
 * are still in the processor's cache when they are summed up or added.
 */
interface PayloadSink {

  /** Returns the length of the whole payload. */
  long totalBytes();

  /**
   * Returns the buffer for the next bytes, from its position on; it never extends beyond the
   * payload's end. It is full when the payload is complete, or when no byte may be received now.
   */
  ByteBuffer window();

  /** Processes the bytes by which the window's position has moved. */
  void advanced();
}
