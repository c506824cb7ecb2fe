package org.coherer.training.collective;

import org.coherer.training.vector.FlatVector;

/** Gives every rank the parts of all ranks. All ranks call it with vectors of equal length. */
@FunctionalInterface
public interface AllGather {

  /**
   * Replaces every part of the vector, cut as by {@link org.coherer.training.vector.Chunk#part}, by
   * what the rank of the part's number holds there.
   *
   * @throws org.coherer.training.transport.TransportException if a peer is lost or silent
   */
  void gather(FlatVector vector);
}
