package org.coherer.training.rpc.tcp;

import java.net.ProtocolException;
import org.coherer.training.rpc.call.Pieces;

/** Takes the frames that a {@link FrameReader} reads. */
interface FrameReceiver {

  /**
   * Returns where the content of a frame goes: {@link Pieces#NOWHERE} if nobody wants it, null if
   * it has to wait; it is then asked again at the next read.
   *
   * @throws ProtocolException if it is no frame that may come
   */
  Pieces begin(FrameHeader header) throws ProtocolException;

  /** Takes note that the content is complete. */
  void end(FrameHeader header) throws ProtocolException;
}
