package org.coherer.ml.evaluation;

import java.util.Locale;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.StatCounter;
import scala.Tuple2;

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
    JavaRDD<Row> rows = scored.toJavaRDD().persist(StorageLevel.MEMORY_AND_DISK());
    try {
      for (Row row : rows.filter(one -> !isKnown(one)).take(1)) {
        throw new IllegalArgumentException(
            "Invalid value "
                + row.get(0)
                + " in column '"
                + column
                + "' (must be 0, or 1 for an anomaly)");
      }
      StatCounter others = scores(rows, 0);
      StatCounter anomalies = scores(rows, 1);
      if (others.count() == 0 || anomalies.count() == 0) {
        throw new IllegalArgumentException(
            "Cannot evaluate on "
                + anomalies.count()
                + " anomalies and "
                + others.count()
                + " other rows (must be at least one of each)");
      }
      return Evaluations.binary(
          rows.map(row -> new Tuple2<>(row.getDouble(1), row.getDouble(0))),
          metrics ->
              new AnomalyEvaluation(
                  anomalies.count(),
                  others.count(),
                  anomalies.mean(),
                  others.mean(),
                  metrics.areaUnderROC(),
                  metrics.areaUnderPR()));
    } finally {
      rows.unpersist();
    }
  }

  private static boolean isKnown(Row row) {
    return !row.isNullAt(0) && (row.getDouble(0) == 0 || row.getDouble(0) == 1);
  }

  private static StatCounter scores(JavaRDD<Row> rows, double kind) {
    return rows.filter(row -> row.getDouble(0) == kind)
        .mapToDouble(row -> row.getDouble(1))
        .stats();
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
