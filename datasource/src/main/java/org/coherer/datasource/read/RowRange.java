package org.coherer.datasource.read;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.connector.read.InputPartition;

/**
 * Neighbouring rows that one task reads, of a source whose rows all have the same length.
 *
 * @param first the first row, counted from 0
 * @param end the row after the last one
 */
public record RowRange(long first, long end) implements InputPartition {

  /** Checks the order. */
  public RowRange {
    if (first < 0 || end < first) {
      throw new IllegalArgumentException(
          "Invalid rows [" + first + ", " + end + ") (must be a range of numbers from 0)");
    }
  }

  /**
   * Returns all rows as one range.
   *
   * @param rows how many there are
   */
  public static List<RowRange> whole(long rows) {
    return List.of(new RowRange(0, rows));
  }

  /**
   * Cuts rows into ranges in order, as even as can be: their lengths differ by one row at most.
   *
   * @param rows how many there are
   * @param bytesPerRow what one takes in the files
   * @param sizing how large a range may be; a range has one row at least
   * @return at least one range
   */
  public static List<RowRange> cut(long rows, long bytesPerRow, SplitSizing sizing) {
    long wanted = sizing.partitionBytes(Math.multiplyExact(rows, bytesPerRow));
    long rowsPerRange = Math.max(1, wanted / Math.max(1, bytesPerRow));
    int ranges = Math.toIntExact(Math.max(1, (rows + rowsPerRange - 1) / rowsPerRange));
    List<RowRange> cut = new ArrayList<>(ranges);
    long first = 0;
    for (int i = 0; i < ranges; i++) {
      long end = first + rows / ranges + (i < rows % ranges ? 1 : 0);
      cut.add(new RowRange(first, end));
      first = end;
    }
    return cut;
  }

  /** Returns the number of rows. */
  public long rows() {
    return end - first;
  }
}
