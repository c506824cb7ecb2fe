package org.coherer.training.collective;

import org.coherer.training.vector.FlatVector;

/**
 * Gives every rank the vector of one of them. All ranks call it with the same root and vectors of
 * equal length.
 */
@FunctionalInterface
public interface Broadcast {

  /**
   * Replaces the vector on every rank by the one of rank {@code root}.
   *
   * @throws org.coherer.training.transport.TransportException if a peer is lost or silent
   */
  void from(int root, FlatVector vector);
}
