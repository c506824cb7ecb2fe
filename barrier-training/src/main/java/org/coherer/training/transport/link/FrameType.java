package org.coherer.training.transport.link;

import java.net.ProtocolException;

/** The types of frames, by their payload. */
public enum FrameType {
  /** Floats, in the sender's byte order. */
  DATA(1, Long.MAX_VALUE),
  /** The reason why the sender aborts, in UTF-8. */
  ABORT(2, 16 * 1024),
  /** Nothing: the sender is done and will close. */
  GOODBYE(3, 0),
  /** Nothing: the sender is alive. */
  HEARTBEAT(4, 0),
  /** A message of the negotiation whether two ranks share memory. */
  NEGOTIATION(5, 1024),
  /** Floats in the sender's byte order, for a sum in place: both sides send, and both add. */
  SUM(6, Long.MAX_VALUE);

  private final byte code;
  private final long maxPayloadBytes;

  FrameType(int code, long maxPayloadBytes) {
    this.code = (byte) code;
    this.maxPayloadBytes = maxPayloadBytes;
  }

  byte code() {
    return code;
  }

  /** Returns whether the payload is a vector. */
  public boolean isVector() {
    return this == DATA || this == SUM;
  }

  /** Returns the most bytes that the payload of such a frame may have. */
  public long maxPayloadBytes() {
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
