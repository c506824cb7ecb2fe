package org.coherer.examples.clicks;

import static org.apache.spark.sql.functions.col;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The area under the ROC curve: the share of all pairs of a row with a click and one without in
 * which the click has the higher score; equal scores count one half. Exact: both kinds of rows are
 * sorted, and each pair is counted, in n log n.
 *
 * @see <a href="https://doi.org/10.1148/radiology.143.1.7063747">Hanley and McNeil, "The Meaning
 *     and Use of the Area under a Receiver Operating Characteristic (ROC) Curve", 1982</a>
 */
public final class RankingArea {

  private RankingArea() {}

  /**
   * Returns the area.
   *
   * @param clicked the scores of the rows with a click, in any order
   * @param others the scores of those without
   * @throws IllegalArgumentException if there are no rows of one kind, or a score is not a number
   */
  public static double of(double[] clicked, double[] others) {
    check("with", clicked);
    check("without", others);
    double[] high = sorted(clicked);
    double[] low = sorted(others);
    long halves = 0;
    int below = 0;
    int upTo = 0;
    for (double score : high) {
      while (below < low.length && low[below] < score) {
        below++;
      }
      upTo = Math.max(upTo, below);
      while (upTo < low.length && low[upTo] <= score) {
        upTo++;
      }
      halves += (long) below + upTo;
    }
    return halves / (2.0 * high.length * low.length);
  }

  /**
   * Returns the area of scores in a column, which come to the driver.
   *
   * @param rows rows with the column {@code click} of a {@link ClickLog}
   */
  public static double of(Dataset<Row> rows, Column score) {
    List<Row> found = rows.select(score.cast("double"), col(ClickLog.CLICK)).collectAsList();
    return of(scores(found, 1), scores(found, 0));
  }

  private static double[] scores(List<Row> rows, int click) {
    return rows.stream()
        .filter(row -> row.getInt(1) == click)
        .mapToDouble(row -> row.getDouble(0))
        .toArray();
  }

  private static void check(String kind, double[] scores) {
    if (scores.length == 0) {
      throw new IllegalArgumentException(
          "No rows " + kind + " clicks (there must be some of both)");
    }
    if (DoubleStream.of(scores).anyMatch(Double::isNaN)) {
      throw new IllegalArgumentException("Invalid score NaN (must be a number)");
    }
  }

  private static double[] sorted(double[] scores) {
    double[] sorted = scores.clone();
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] += 0.0; // -0.0 equals 0.0, but would be sorted below it
    }
    Arrays.sort(sorted);
    return sorted;
  }
}
