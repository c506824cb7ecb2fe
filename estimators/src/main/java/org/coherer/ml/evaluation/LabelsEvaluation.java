package org.coherer.ml.evaluation;

import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How good a classifier by several labels is on some rows, each of which counts once. The names are
 * those of Spark's {@code MultilabelMetrics}.
 *
 * @param rows how many there are
 * @param labels the counts of each label
 * @param subsetAccuracy the share of rows whose labels are all right
 * @param accuracy the mean over rows of the labels that are both true and predicted, divided by
 *     those that are at least one of them (Jaccard); 1 for a row without either
 * @param logLoss the mean over rows and labels of -ln(p), p being the probability that the model
 *     gave to what is true of the label, at least 1e-15
 */
public record LabelsEvaluation(
    long rows, List<Label> labels, double subsetAccuracy, double accuracy, double logLoss) {

  /** Copies the list. */
  public LabelsEvaluation {
    labels = List.copyOf(labels);
  }

  /**
   * The counts of one label. What would be divided by 0 is 0.
   *
   * @param name what it is called
   * @param rows how many rows have it
   * @param predicted for how many it was predicted
   * @param hits how many are both
   */
  public record Label(String name, long rows, long predicted, long hits) {

    /** Returns the share of the rows for which it was predicted that have it. */
    public double precision() {
      return ratio(hits, predicted);
    }

    /** Returns the share of the rows that have it for which it was predicted. */
    public double recall() {
      return ratio(hits, rows);
    }

    /** Returns the harmonic mean of the two. */
    public double f1() {
      return ratio(2 * hits, predicted + rows);
    }
  }

  /**
   * Evaluates scored rows, in one job.
   *
   * @param scored the labels (vector or array of 0 and 1), prediction (vector), probabilities
   *     (vector)
   * @param column what the labels' column is called, for messages
   * @param labels how many labels there are
   * @throws IllegalArgumentException if there is no row, or one that has not 0 or 1 for each label
   */
  public static LabelsEvaluation of(Dataset<Row> scored, String column, int labels) {
    LabelsTally empty = new LabelsTally(new TargetRows(List.of(column), labels));
    return Evaluations.sum(scored.toJavaRDD(), empty).figures();
  }

  private static double ratio(long part, long of) {
    return of == 0 ? 0 : (double) part / of;
  }

  private long sum(ToLongFunction<Label> count) {
    return labels.stream().mapToLong(count).sum();
  }

  /** Returns the share of labels of rows that are wrong. */
  public double hammingLoss() {
    long wrong = sum(Label::rows) + sum(Label::predicted) - 2 * sum(Label::hits);
    return (double) wrong / (rows * labels.size());
  }

  /** Returns the precision of all labels of all rows together. */
  public double microPrecision() {
    return ratio(sum(Label::hits), sum(Label::predicted));
  }

  /** Returns the recall of all labels of all rows together. */
  public double microRecall() {
    return ratio(sum(Label::hits), sum(Label::rows));
  }

  /** Returns F1 of all labels of all rows together. */
  public double microF1() {
    return ratio(2 * sum(Label::hits), sum(Label::predicted) + sum(Label::rows));
  }

  /** Returns the mean F1 of the labels. */
  public double macroF1() {
    return labels.stream().mapToDouble(Label::f1).average().orElse(0);
  }

  /** Returns all of it as text: the figures, and a line for each label. */
  public String text() {
    int width = labels.stream().mapToInt(one -> one.name().length()).reduce(5, Math::max);
    StringBuilder text = new StringBuilder();
    text.append(rows + " rows, subset accuracy ").append(Evaluations.text(subsetAccuracy));
    text.append(", accuracy ").append(Evaluations.text(accuracy));
    text.append(", Hamming loss ").append(Evaluations.text(hammingLoss()));
    text.append(", log loss ").append(Evaluations.text(logLoss)).append('\n');
    text.append(line(width, "label", "precision", "recall", "F1", "rows"));
    for (Label one : labels) {
      text.append(line(width, one.name(), one.precision(), one.recall(), one.f1(), one.rows()));
    }
    text.append(line(width, "micro", microPrecision(), microRecall(), microF1(), sum(Label::rows)));
    return text.toString();
  }

  private static String line(
      int width, String name, double precision, double recall, double f1, long rows) {
    return line(
        width,
        name,
        Evaluations.text(precision),
        Evaluations.text(recall),
        Evaluations.text(f1),
        Long.toString(rows));
  }

  private static String line(int width, String name, String... cells) {
    return String.format(Locale.ROOT, "%" + width + "s", name)
        + String.format(Locale.ROOT, "  %9s  %9s  %9s  %9s\n", (Object[]) cells);
  }

  /** Returns {@link #text}. */
  @Override
  public String toString() {
    return text();
  }
}
