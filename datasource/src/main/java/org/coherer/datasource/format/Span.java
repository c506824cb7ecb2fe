package org.coherer.datasource.format;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a file, in units of its {@link Extent}: neighbouring records, bytes, or all of it.
 *
 * @param first the first unit, counted from 0
 * @param end the unit after the last one
 */
public record Span(long first, long end) implements Serializable {

  /** Checks the order. */
  public Span {
    if (first < 0 || end < first) {
      throw new IllegalArgumentException(
          "Invalid span [" + first + ", " + end + ") (must be a range of numbers from 0)");
    }
  }

  /**
   * Cuts units into spans in order, as even as can be: their lengths differ by one at most.
   *
   * @param units how many there are
   * @param bytesPerUnit what one takes in the files
   * @param spanBytes how many bytes a span may have; it has one unit at least
   * @return at least one span
   */
  public static List<Span> cut(long units, long bytesPerUnit, long spanBytes) {
    long unitsPerSpan = Math.max(1, spanBytes / Math.max(1, bytesPerUnit));
    int spans = Math.toIntExact(Math.max(1, (units + unitsPerSpan - 1) / unitsPerSpan));
    List<Span> cut = new ArrayList<>(spans);
    long first = 0;
    for (int i = 0; i < spans; i++) {
      long end = first + units / spans + (i < units % spans ? 1 : 0);
      cut.add(new Span(first, end));
      first = end;
    }
    return cut;
  }

  /** Returns the number of units. */
  public long length() {
    return end - first;
  }
}
