package org.coherer.ml.evaluation;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;

/** Counts the rows that a regressor of levels has scored. */
final class LevelsTally implements Tally<Row, LevelsTally> {

  private static final long serialVersionUID = 1L;

  private final String column;
  private final double[] levels;
  private final long[][] counts;
  private String firstInvalid;

  /**
   * Creates a tally without rows.
   *
   * @param column what the column of the levels is called, for messages
   */
  LevelsTally(String column, List<Double> levels) {
    this.column = column;
    this.levels = levels.stream().mapToDouble(Double::doubleValue).toArray();
    this.counts = new long[levels.size()][levels.size()];
  }

  @Override
  public void add(Row row) {
    int level = row.isNullAt(0) ? -1 : place(row.getDouble(0));
    if (level < 0) {
      invalid(
          "Invalid value "
              + row.get(0)
              + " in column '"
              + column
              + "' (must be one of the levels "
              + Arrays.toString(levels)
              + ")");
      return;
    }
    counts[level][place(row.getDouble(1))]++;
  }

  private int place(double value) {
    for (int i = 0; i < levels.length; i++) {
      if (levels[i] == value) {
        return i;
      }
    }
    return -1;
  }

  private void invalid(String message) {
    firstInvalid = firstInvalid == null ? message : firstInvalid;
  }

  @Override
  public LevelsTally merge(LevelsTally other) {
    for (int i = 0; i < levels.length; i++) {
      for (int j = 0; j < levels.length; j++) {
        counts[i][j] += other.counts[i][j];
      }
    }
    invalid(other.firstInvalid);
    return this;
  }

  /**
   * Returns the counts.
   *
   * @throws IllegalArgumentException if a row had none of the levels, or there was no row
   */
  ConfusionMatrix matrix() {
    return Evaluations.matrix(counts, firstInvalid);
  }
}
