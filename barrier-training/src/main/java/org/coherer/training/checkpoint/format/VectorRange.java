package org.coherer.training.checkpoint.format;

import java.util.Objects;
import org.coherer.training.vector.Chunk;

/**
 * Consecutive elements of one of the vectors of a run's state.
 *
 * @param vector the vector's name
 * @param chunk where they lie in it
 */
public record VectorRange(String vector, Chunk chunk) {

  /** Checks the name. */
  public VectorRange {
    StateVector.checkName(vector);
    Objects.requireNonNull(chunk, "chunk");
  }

  /** Returns the elements of a vector from an offset on. */
  public static VectorRange of(String vector, long offset, long length) {
    return new VectorRange(vector, new Chunk(offset, length));
  }
}
