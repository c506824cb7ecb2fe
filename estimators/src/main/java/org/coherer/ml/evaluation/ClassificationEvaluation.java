package org.coherer.ml.evaluation;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.coherer.connector.column.ClassIndex;

/**
 * How good a classifier is on some rows, each of which counts once.
 *
 * @param classes what the classes are called, in their order
 * @param matrix which were taken for which; also accuracy, precision, recall and F1
 * @param logLoss the mean over rows of -ln(p), p being the probability that the model gave to the
 *     label, at least 1e-15
 * @param areaUnderRoc of two classes, the area under the receiver operating characteristic of the
 *     second one's probability; empty for more classes, or if all rows are of one
 */
public record ClassificationEvaluation(
    List<String> classes, ConfusionMatrix matrix, double logLoss, OptionalDouble areaUnderRoc) {

  /** Copies the list. */
  public ClassificationEvaluation {
    classes = List.copyOf(classes);
  }

  /**
   * Evaluates scored rows, in one job, or in a few for two classes.
   *
   * @param scored label (or null), prediction (double), probabilities (vector)
   * @param column what the labels' column is called, for messages
   * @param classes finds the class of a label
   * @throws IllegalArgumentException if there is no row, or a label that is none of the classes
   */
  public static ClassificationEvaluation of(
      Dataset<Row> scored, String column, ClassIndex classes) {
    JavaRDD<double[]> rows = scored.toJavaRDD().map(row -> ClassTally.numbers(row, classes));
    boolean binary = classes.names().size() == 2;
    if (binary) {
      rows.persist(StorageLevel.MEMORY_AND_DISK());
    }
    try {
      ClassTally tally = Evaluations.sum(rows, new ClassTally(column, classes));
      ConfusionMatrix matrix = tally.matrix();
      boolean both = binary && matrix.rowsOf(0) > 0 && matrix.rowsOf(1) > 0;
      return new ClassificationEvaluation(
          classes.names(),
          matrix,
          tally.meanLogLoss(),
          both ? OptionalDouble.of(areaUnderRoc(rows)) : OptionalDouble.empty());
    } finally {
      if (binary) {
        rows.unpersist();
      }
    }
  }

  private static double areaUnderRoc(JavaRDD<double[]> rows) {
    return ThresholdCurves.of(rows.map(ClassTally::scored)).areaUnderRoc();
  }

  /** Returns the number of rows. */
  public long rows() {
    return matrix.rows();
  }

  /** Returns the share of rows that were taken for what they are. */
  public double accuracy() {
    return matrix.accuracy();
  }

  /** Returns all of it as text: the figures, a line for each class, and the matrix. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(rows()).append(" rows, accuracy ").append(Evaluations.text(accuracy()));
    text.append(", log loss ").append(Evaluations.text(logLoss));
    areaUnderRoc.ifPresent(area -> text.append(", area under ROC ").append(Evaluations.text(area)));
    int width = classes.stream().mapToInt(String::length).reduce("weighted".length(), Math::max);
    text.append('\n').append(line(width, "class", "precision", "recall", "F1", "rows"));
    for (int i = 0; i < classes.size(); i++) {
      text.append(
          line(
              width,
              classes.get(i),
              Evaluations.text(matrix.precision(i)),
              Evaluations.text(matrix.recall(i)),
              Evaluations.text(matrix.f1(i)),
              Long.toString(matrix.rowsOf(i))));
    }
    text.append(
        line(
            width,
            "weighted",
            Evaluations.text(matrix.weightedPrecision()),
            Evaluations.text(matrix.weightedRecall()),
            Evaluations.text(matrix.weightedF1()),
            Long.toString(rows())));
    return text.append(matrix).append('\n').toString();
  }

  private static String line(int width, String name, Object... cells) {
    return String.format(Locale.ROOT, "%" + width + "s", name)
        + String.format(Locale.ROOT, "  %9s  %9s  %9s  %9s\n", cells);
  }

  /** Returns {@link #text}. */
  @Override
  public String toString() {
    return text();
  }
}
