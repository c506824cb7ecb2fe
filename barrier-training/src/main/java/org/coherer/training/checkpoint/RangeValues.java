package org.coherer.training.checkpoint;

import org.coherer.training.checkpoint.format.VectorRange;
import org.coherer.training.vector.Chunk;
import org.coherer.training.vector.FlatVector;

/**
 * Where the elements of a range are in memory: to be saved, or to be restored to.
 *
 * @param range which elements
 * @param values memory of exactly as many floats
 */
public record RangeValues(VectorRange range, FlatVector values) {

  /** Checks the length. */
  public RangeValues {
    if (values.length() != range.chunk().length()) {
      throw new IllegalArgumentException(
          "Invalid memory of "
              + values.length()
              + " floats for "
              + range
              + " (must be as long as the range)");
    }
  }

  /** Returns a whole vector. */
  public static RangeValues of(String vector, FlatVector values) {
    return new RangeValues(VectorRange.of(vector, 0, values.length()), values);
  }

  /**
   * Returns the part of a vector that a rank saves where every rank has all of it: the parts of all
   * ranks are the vector, and differ by one float at most.
   */
  public static RangeValues part(String vector, FlatVector whole, int rank, int ranks) {
    Chunk part = Chunk.part(whole.length(), ranks, rank);
    return new RangeValues(new VectorRange(vector, part), part.of(whole));
  }
}
