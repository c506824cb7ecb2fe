package org.coherer.training.transport.mesh;

import org.coherer.training.transport.TransportException;

/** A peer has aborted. Nearer to the first cause than what else goes wrong at the same time. */
final class PeerGaveUpException extends TransportException {

  private static final long serialVersionUID = 1L;

  PeerGaveUpException(String message) {
    super(message);
  }
}
