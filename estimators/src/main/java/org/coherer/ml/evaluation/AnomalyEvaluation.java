package org.coherer.ml.evaluation;

import java.util.Locale;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * How well an anomaly score tells anomalies from other rows, each of which counts once.
 *
 * @param anomalies how many rows are anomalies
 * @param others how many are not
 * @param meanAnomalyScore the mean score of the former
 * @param meanOtherScore the mean score of the latter
 * @param areaUnderRoc the area under the receiver operating characteristic: how likely an anomaly
 *     has the higher score of the two
 * @param areaUnderPr the area under the curve of precision over recall
 */
public record AnomalyEvaluation(
    long anomalies,
    long others,
    double meanAnomalyScore,
    double meanOtherScore,
    double areaUnderRoc,
    double areaUnderPr) {

  /**
   * Evaluates scored rows, in a few jobs.
   *
   * @param scored whether it is an anomaly (1, 0 or null, a double), score (double)
   * @param column what the first column is called, for messages
   * @throws IllegalArgumentException if there are not both anomalies and other rows, or a row does
   *     not say which it is
   */
  public static AnomalyEvaluation of(Dataset<Row> scored, String column) {
    JavaRDD<double[]> rows =
        scored.toJavaRDD().map(AnomalyEvaluation::numbers).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      AnomalyTally tally = Evaluations.sum(rows, new AnomalyTally(column));
      tally.check();
      ThresholdCurves curves = ThresholdCurves.of(rows);
      return new AnomalyEvaluation(
          tally.anomalies(),
          tally.others(),
          tally.meanAnomalyScore(),
          tally.meanOtherScore(),
          curves.areaUnderRoc(),
          curves.areaUnderPr());
    } finally {
      rows.unpersist();
    }
  }

  private static double[] numbers(Row row) {
    boolean none = row.isNullAt(0);
    return new double[] {row.getDouble(1), none ? Double.NaN : row.getDouble(0), none ? 1 : 0};
  }

  /** Returns all of it in two lines. */
  public String text() {
    return String.format(
        Locale.ROOT,
        "%d anomalies among %d rows, area under ROC %.4f, under precision and recall %.4f\n"
            + "mean score %.6g, of anomalies %.6g\n",
        anomalies,
        anomalies + others,
        areaUnderRoc,
        areaUnderPr,
        meanOtherScore,
        meanAnomalyScore);
  }

  /** Returns {@link #text}. */
  @Override
  public String toString() {
    return text();
  }
}
