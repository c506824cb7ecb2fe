package org.coherer.training.transport.path;

import java.io.IOException;

/** The peer has said that it gives up, at which step and why. */
public final class PeerAbortException extends IOException {

  private static final long serialVersionUID = 1L;

  private final long step;

  /** Creates one with the reason. */
  public PeerAbortException(long step, String reason) {
    super(reason);
    this.step = step;
  }

  /** Returns the step at which the peer gave up. */
  public long step() {
    return step;
  }
}
