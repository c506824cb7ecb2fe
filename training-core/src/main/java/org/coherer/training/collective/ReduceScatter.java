package org.coherer.training.collective;

import org.coherer.training.vector.Chunk;
import org.coherer.training.vector.FlatVector;

/**
 * Sums a vector across all ranks of a run and scatters the sum: every rank keeps one part. All
 * ranks call it with vectors of equal length.
 */
@FunctionalInterface
public interface ReduceScatter {

  /**
   * Replaces part {@code rank} of {@code worldSize} parts by its sum over all ranks, in place. The
   * other parts then hold no meaningful values.
   *
   * @return the chunk of the part: {@link Chunk#part} of the length, the world size and the rank
   * @throws org.coherer.training.transport.TransportException if a peer is lost or silent
   */
  Chunk sum(FlatVector vector);
}
