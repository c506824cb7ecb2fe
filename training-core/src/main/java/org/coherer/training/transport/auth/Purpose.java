package org.coherer.training.transport.auth;

/** The purpose of a connection. A proof for one purpose is invalid for another. */
public enum Purpose {
  /** Two ranks of a run exchange vectors. */
  RANK_TO_RANK(1),
  /** A rank reports events to the driver. */
  EVENTS_TO_DRIVER(2),
  /** A rank meets the others at the driver. */
  RENDEZVOUS(3),
  /** A rank waits until the driver ends the run. */
  END_OF_RUN(4),
  /** A client sends requests to a server. */
  REQUESTS(5);

  private final byte code;

  Purpose(int code) {
    this.code = (byte) code;
  }

  byte code() {
    return code;
  }

  static Purpose ofCode(byte code) throws HandshakeException {
    for (Purpose purpose : values()) {
      if (purpose.code == code) {
        return purpose;
      }
    }
    throw new HandshakeException("Unknown purpose " + code + " in a hello");
  }
}
