package org.coherer.ml.evaluation;

import java.util.Locale;
import java.util.function.Function;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.mllib.evaluation.BinaryClassificationMetrics;
import scala.Tuple2;

/** What evaluations have in common. */
final class Evaluations {

  private Evaluations() {}

  static IllegalArgumentException noRows() {
    return new IllegalArgumentException(
        "Cannot evaluate without rows (the DataFrame is empty, or handleInvalid=skip filters"
            + " out all of its rows)");
  }

  /**
   * Asks for Spark's metrics of scores, the first numbers, for labels of 0 and 1, the second. There
   * must be both.
   */
  static <T> T binary(
      JavaRDD<Tuple2<Object, Object>> scoresAndLabels,
      Function<BinaryClassificationMetrics, T> question) {
    BinaryClassificationMetrics metrics =
        new BinaryClassificationMetrics(JavaRDD.toRDD(scoresAndLabels));
    try {
      return question.apply(metrics);
    } finally {
      metrics.unpersist(); // It caches without being asked.
    }
  }

  /** Returns a number with four decimals. */
  static String text(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
