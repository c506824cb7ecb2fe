package org.coherer.training.transport.tcp;

import java.io.IOException;

/** The peer has said that it gives up, at which step and why. */
final class PeerAbortException extends IOException {

  private static final long serialVersionUID = 1L;

  private final long step;

  PeerAbortException(long step, String reason) {
    super(reason);
    this.step = step;
  }

  long step() {
    return step;
  }
}
