package org.coherer.ml.evaluation;

import java.util.Locale;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.mllib.evaluation.BinaryClassificationMetrics;
import scala.Tuple2;

/** What evaluations have in common. */
final class Evaluations {

  private Evaluations() {}

  static IllegalArgumentException noRows() {
    return new IllegalArgumentException("Cannot evaluate on an empty DataFrame (it has no rows)");
  }

  /** Returns Spark's metrics of scores, the first numbers, for labels of 0 and 1, the second. */
  static BinaryClassificationMetrics binary(JavaRDD<Tuple2<Object, Object>> scoresAndLabels) {
    return new BinaryClassificationMetrics(JavaRDD.toRDD(scoresAndLabels));
  }

  /** Returns a number with four decimals. */
  static String text(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
