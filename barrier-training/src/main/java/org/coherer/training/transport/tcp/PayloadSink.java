package org.coherer.training.transport.tcp;

import java.nio.ByteBuffer;

/**
 * Takes in the payload of one frame, a window at a time. Windows are small enough that their bytes
 * are still in the processor's cache when they are summed up or added.
 */
interface PayloadSink {

  /** Returns the length of the whole payload. */
  long totalBytes();

  /**
   * Returns where the next bytes go, from its position on; never beyond the payload's end. Has no
   * room when the payload is complete, or when nothing may be taken in now.
   */
  ByteBuffer window();

  /** Takes note that the window's position has moved. */
  void advanced();
}
