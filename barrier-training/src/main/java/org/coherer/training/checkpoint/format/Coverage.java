package org.coherer.training.checkpoint.format;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.coherer.training.vector.Chunk;

/** Whether slices hold every element of every vector exactly once. */
final class Coverage {

  private Coverage() {}

  /**
   * Checks some slices.
   *
   * @throws IllegalArgumentException if elements are missing, or there twice. The message names the
   *     vector and the first such element
   */
  static void check(List<StateVector> vectors, List<SliceSummary> slices) {
    Map<String, SortedMap<Long, Chunk>> held = new HashMap<>();
    vectors.forEach(vector -> held.put(vector.name(), new TreeMap<>()));
    if (held.size() < vectors.size()) {
      throw new IllegalArgumentException("Invalid vectors " + vectors + " (names must differ)");
    }
    for (SliceSummary slice : slices) {
      for (VectorRange range : slice.ranges()) {
        add(range, held.get(range.vector()));
      }
    }
    vectors.forEach(vector -> checkGaps(vector, held.get(vector.name())));
  }

  private static void add(VectorRange range, SortedMap<Long, Chunk> held) {
    if (held == null) {
      throw new IllegalArgumentException(
          "Invalid range of unknown vector '" + range.vector() + "'");
    }
    Chunk chunk = range.chunk();
    if (chunk.length() > 0 && held.put(chunk.offset(), chunk) != null) {
      throw twice(range.vector(), chunk.offset());
    }
  }

  private static void checkGaps(StateVector vector, SortedMap<Long, Chunk> held) {
    long at = 0;
    for (Chunk chunk : held.values()) {
      if (chunk.offset() < at) {
        throw twice(vector.name(), chunk.offset());
      }
      if (chunk.offset() > at) {
        break;
      }
      if (chunk.length() > vector.length() - at) {
        throw new IllegalArgumentException(
            "Invalid slices: one has %d elements at %d of vector '%s' of %d elements"
                .formatted(chunk.length(), at, vector.name(), vector.length()));
      }
      at += chunk.length();
    }
    if (at != vector.length()) {
      throw new IllegalArgumentException(
          "Invalid slices: no slice has element %d of vector '%s' of %d elements"
              .formatted(at, vector.name(), vector.length()));
    }
  }

  private static IllegalArgumentException twice(String vector, long element) {
    return new IllegalArgumentException(
        "Invalid slices: two have element " + element + " of vector '" + vector + "'");
  }
}
