package org.coherer.training.collective;

import org.coherer.training.vector.Chunk;
import org.coherer.training.vector.FlatVector;

/**
 * An {@link AllReduce} in its two halves, between which every rank has one part of the sum to work
 * on. One after the other they give the bits that the whole gives.
 *
 * <p>All ranks call the same methods in the same order, with vectors of equal length. An instance
 * serves one call at a time and keeps no reference to the vector.
 */
public interface SplitAllReduce {

  /**
   * Returns where this rank's part of a vector lies. The parts of all ranks cover the vector
   * without overlaps, though not always in the order of the ranks; some may be empty.
   */
  Chunk part(long length);

  /**
   * Replaces this rank's part by its sum over all ranks, in place. The rest of the vector then
   * holds no meaningful values.
   *
   * @throws org.coherer.training.transport.TransportException if a peer is lost or silent
   */
  void reduceScatter(FlatVector vector);

  /**
   * Replaces every part by what the rank holds there whose it is.
   *
   * @throws org.coherer.training.transport.TransportException if a peer is lost or silent
   */
  void allGather(FlatVector vector);
}
