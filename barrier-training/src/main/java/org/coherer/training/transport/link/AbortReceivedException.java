package org.coherer.training.transport.link;

import java.io.IOException;

/** The peer has sent an abort frame with its step and the reason. */
public final class AbortReceivedException extends IOException {

  private static final long serialVersionUID = 1L;

  private final long step;

  /** Reports an abort at this step for this reason. */
  public AbortReceivedException(long step, String reason) {
    super(reason);
    this.step = step;
  }

  /** Returns the step at which the peer aborted. */
  public long step() {
    return step;
  }
}
