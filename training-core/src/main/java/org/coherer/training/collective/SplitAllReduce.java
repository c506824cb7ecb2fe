package org.coherer.training.collective;

import org.coherer.training.vector.Chunk;
import org.coherer.training.vector.FlatVector;

/**
 * An {@link AllReduce} in its two halves, between which every rank owns one part of the sum. The
 * two halves together give the same bits as the all-reduce.
 *
 * <p>All ranks call the same methods in the same order, with vectors of equal length. An instance
 * serves one call at a time and keeps no reference to the vector.
 */
public interface SplitAllReduce {

  /**
   * Returns the part of a vector that this rank owns. The parts of all ranks cover the vector
   * without overlaps, though not necessarily in the order of the ranks; some may be empty.
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
   * Gathers each rank's part into every rank, in place.
   *
   * @throws org.coherer.training.transport.TransportException if a peer is lost or silent
   */
  void allGather(FlatVector vector);
}
