package org.coherer.training.collective;

import org.coherer.training.vector.FlatVector;

/**
 * Sums a vector across all ranks of a run; every rank ends with the same sum.
 *
 * <p>All ranks call {@code sum} the same number of times, in the same order, with vectors of equal
 * length. The result is bit-for-bit equal on every rank and from run to run. An instance serves one
 * call at a time and keeps no reference to the vector.
 */
@FunctionalInterface
public interface AllReduce {

  /**
   * Replaces every element by its sum over all ranks, in place.
   *
   * @throws org.coherer.training.transport.TransportException if a peer is lost or silent. The
   *     vector then holds no meaningful values
   */
  void sum(FlatVector vector);
}
