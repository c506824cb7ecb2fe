package org.coherer.ml.evaluation;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;

/** Counts the rows that a classifier by several labels has scored. */
final class LabelsTally implements Tally<Row, LabelsTally> {

  private static final long serialVersionUID = 1L;

  /** The smallest probability whose logarithm is taken, as for classes. */
  private static final double SMALLEST = 1e-15;

  private static final int TRUE = 0;
  private static final int PREDICTED = 1;
  private static final int BOTH = 2;

  private final TargetRows reader;
  private final long[][] counts;
  private long rows;
  private long allRight;
  private double overlaps;
  private double logLoss;
  private String firstProblem;

  /** Creates a tally without rows. */
  LabelsTally(TargetRows reader) {
    this.reader = reader;
    this.counts = new long[3][reader.targets()];
  }

  @Override
  public void add(Row row) {
    String problem = reader.problem(row, true);
    if (problem != null) {
      firstProblem = firstProblem == null ? problem : firstProblem;
      return;
    }
    rows++;
    double[] labels = reader.targets(row);
    double[] predictions = reader.predictions(row);
    long[] sizes = new long[counts.length];
    for (int i = 0; i < labels.length; i++) {
      boolean is = labels[i] == 1;
      boolean predicted = predictions[i] == 1;
      count(TRUE, i, is, sizes);
      count(PREDICTED, i, predicted, sizes);
      count(BOTH, i, is && predicted, sizes);
    }
    long either = sizes[TRUE] + sizes[PREDICTED] - sizes[BOTH];
    allRight += either == sizes[BOTH] ? 1 : 0;
    overlaps += either == 0 ? 1 : (double) sizes[BOTH] / either;
    logLoss += logLoss(labels, row.getAs(2));
  }

  private void count(int what, int label, boolean holds, long[] sizes) {
    if (holds) {
      counts[what][label]++;
      sizes[what]++;
    }
  }

  private static double logLoss(double[] labels, Vector probabilities) {
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      double p = probabilities.apply(i);
      sum -= Math.log(Math.max(SMALLEST, labels[i] == 1 ? p : 1 - p));
    }
    return sum;
  }

  @Override
  public LabelsTally merge(LabelsTally other) {
    firstProblem = firstProblem == null ? other.firstProblem : firstProblem;
    for (int what = 0; what < counts.length; what++) {
      for (int i = 0; i < counts[what].length; i++) {
        counts[what][i] += other.counts[what][i];
      }
    }
    rows += other.rows;
    allRight += other.allRight;
    overlaps += other.overlaps;
    logLoss += other.logLoss;
    return this;
  }

  /**
   * Returns the figures.
   *
   * @throws IllegalArgumentException if a row had not 0 or 1 for each label, or there was none
   */
  LabelsEvaluation figures() {
    if (firstProblem != null) {
      throw new IllegalArgumentException(firstProblem);
    }
    if (rows == 0) {
      throw Evaluations.noRows();
    }
    List<LabelsEvaluation.Label> labels =
        IntStream.range(0, reader.targets())
            .mapToObj(
                i ->
                    new LabelsEvaluation.Label(
                        reader.names().get(i),
                        counts[TRUE][i],
                        counts[PREDICTED][i],
                        counts[BOTH][i]))
            .toList();
    return new LabelsEvaluation(
        rows,
        labels,
        (double) allRight / rows,
        overlaps / rows,
        logLoss / (rows * reader.targets()));
  }
}
