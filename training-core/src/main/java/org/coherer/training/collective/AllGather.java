package org.coherer.training.collective;

import org.coherer.training.vector.FlatVector;

/**
 * Gathers each rank's part of a vector into every rank. All ranks call it with vectors of equal
 * length.
 */
@FunctionalInterface
public interface AllGather {

  /**
   * Gathers part {@code r} of every rank {@code r} into the vectors of all ranks, in place. {@link
   * org.coherer.training.vector.Chunk#part} defines the parts.
   *
   * @throws org.coherer.training.transport.TransportException if a peer is lost or silent
   */
  void gather(FlatVector vector);
}
