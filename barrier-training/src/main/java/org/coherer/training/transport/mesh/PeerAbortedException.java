package org.coherer.training.transport.mesh;

import org.coherer.training.transport.TransportException;

/** A peer has aborted. Closer to the first cause than other failures at the same time. */
final class PeerAbortedException extends TransportException {

  private static final long serialVersionUID = 1L;

  PeerAbortedException(String message) {
    super(message);
  }
}
