package org.coherer.training.transport.tcp;

import java.net.ProtocolException;

/** What a frame carries. */
enum FrameType {
  /** Floats, in the sender's byte order. */
  DATA(1, Long.MAX_VALUE),
  /** The reason why the sender gives up, in UTF-8. */
  ABORT(2, 16 * 1024),
  /** Nothing: the sender is done and will close. */
  GOODBYE(3, 0);

  private final byte code;
  private final long maxPayloadBytes;

  FrameType(int code, long maxPayloadBytes) {
    this.code = (byte) code;
    this.maxPayloadBytes = maxPayloadBytes;
  }

  byte code() {
    return code;
  }

  long maxPayloadBytes() {
    return maxPayloadBytes;
  }

  static FrameType ofCode(byte code) throws ProtocolException {
    for (FrameType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    throw new ProtocolException("unknown frame type " + code);
  }
}
