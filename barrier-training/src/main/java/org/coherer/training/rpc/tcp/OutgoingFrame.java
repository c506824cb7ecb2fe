package org.coherer.training.rpc.tcp;

import java.nio.ByteBuffer;
import org.coherer.training.rpc.call.BufferPool;
import org.coherer.training.rpc.call.Pieces;

/** A frame that is not sent completely yet. Guarded by the locks of its {@link FrameWriter}. */
final class OutgoingFrame {

  private final FrameHeader header;
  private final Runnable sent;
  private Pieces content;
  private BufferPool pool;
  private ByteBuffer copy;

  /**
   * Holds a frame.
   *
   * @param sent called once no byte of the content is needed any more
   */
  OutgoingFrame(FrameHeader header, ByteBuffer[] content, Runnable sent) {
    this.header = header;
    this.sent = sent;
    this.content = new Pieces(content);
  }

  FrameHeader header() {
    return header;
  }

  Pieces content() {
    return content;
  }

  /** Copies what is still to be sent, so that the caller may change its content. */
  void detach(BufferPool from) {
    if (content.left() > 0 && copy == null) {
      ByteBuffer memory = from.take((int) content.left());
      content.copyTo(memory);
      content = new Pieces(memory.flip());
      pool = from;
      copy = memory;
    }
  }

  /** Takes note that no byte of the content is needed any more. */
  void finish() {
    content = Pieces.NOWHERE;
    if (copy != null) {
      pool.give(copy);
      copy = null;
    }
    sent.run();
  }
}
