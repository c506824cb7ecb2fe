package org.coherer.training.rpc.tcp;

import java.net.ProtocolException;

/** The kinds of frames of the channel of requests. */
enum FrameKind {
  /** A request, with its content. */
  REQUEST(1),
  /** The answer to a request, with its content. */
  ANSWER(2),
  /** The server refuses a request: the reason, in UTF-8. */
  REFUSAL(3),
  /** The answer is longer than the client has space for: nothing. */
  TOO_LONG(4),
  /** The sender is alive: nothing. */
  HEARTBEAT(5);

  private final byte code;

  FrameKind(int code) {
    this.code = (byte) code;
  }

  byte code() {
    return code;
  }

  static FrameKind ofCode(byte code) throws ProtocolException {
    for (FrameKind kind : values()) {
      if (kind.code == code) {
        return kind;
      }
    }
    throw new ProtocolException("unknown kind of frame " + code);
  }
}
