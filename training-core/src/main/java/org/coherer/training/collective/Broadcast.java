package org.coherer.training.collective;

import org.coherer.training.vector.FlatVector;

/**
 * Copies the vector of one rank to all ranks. All ranks call it with the same root and vectors of
 * equal length.
 */
@FunctionalInterface
public interface Broadcast {

  /**
   * Copies the vector of rank {@code root} into the vector of every rank.
   *
   * @throws org.coherer.training.transport.TransportException if a peer is lost or silent
   */
  void from(int root, FlatVector vector);
}
