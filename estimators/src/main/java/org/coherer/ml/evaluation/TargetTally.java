package org.coherer.ml.evaluation;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;

/** Sums up the rows that a regressor has scored, for all targets at once. */
final class TargetTally implements Tally<Row, TargetTally> {

  private static final long serialVersionUID = 1L;

  private final TargetRows reader;
  private final Spread[] targets;
  private final Spread[] predictions;
  private final double[] squares;
  private final double[] distances;
  private final PoissonDeviance[] deviances;
  private String firstProblem;

  /** Creates a target tally without rows. */
  TargetTally(TargetRows reader) {
    this.reader = reader;
    this.targets = spreads(reader.targets());
    this.predictions = spreads(reader.targets());
    this.squares = new double[reader.targets()];
    this.distances = new double[reader.targets()];
    this.deviances = new PoissonDeviance[reader.targets()];
    Arrays.setAll(deviances, i -> new PoissonDeviance());
  }

  private static Spread[] spreads(int count) {
    Spread[] spreads = new Spread[count];
    for (int i = 0; i < count; i++) {
      spreads[i] = new Spread();
    }
    return spreads;
  }

  @Override
  public void add(Row row) {
    String problem = reader.problem(row, false);
    if (problem != null) {
      firstProblem = firstProblem == null ? problem : firstProblem;
      return;
    }
    double[] wanted = reader.targets(row);
    double[] found = reader.predictions(row);
    for (int i = 0; i < targets.length; i++) {
      targets[i].add(wanted[i]);
      predictions[i].add(found[i]);
      double error = found[i] - wanted[i];
      squares[i] += error * error;
      distances[i] += Math.abs(error);
      deviances[i].add(wanted[i], found[i]);
    }
  }

  @Override
  public TargetTally merge(TargetTally other) {
    firstProblem = firstProblem == null ? other.firstProblem : firstProblem;
    for (int i = 0; i < targets.length; i++) {
      targets[i].add(other.targets[i]);
      predictions[i].add(other.predictions[i]);
      squares[i] += other.squares[i];
      distances[i] += other.distances[i];
      deviances[i].add(other.deviances[i]);
    }
    return this;
  }

  /**
   * Returns the figures.
   *
   * @throws IllegalArgumentException if the targets of a row were no numbers, or there was no row
   */
  RegressionEvaluation figures() {
    if (firstProblem != null) {
      throw new IllegalArgumentException(firstProblem);
    }
    long rows = targets[0].count;
    if (rows == 0) {
      throw Evaluations.noRows();
    }
    List<RegressionEvaluation.Target> figures = new ArrayList<>();
    for (int i = 0; i < targets.length; i++) {
      double shift = predictions[i].mean - targets[i].mean;
      figures.add(
          new RegressionEvaluation.Target(
              reader.names().get(i),
              Math.sqrt(squares[i] / rows),
              distances[i] / rows,
              1 - squares[i] / targets[i].squares,
              predictions[i].squares / rows + shift * shift,
              deviances[i].mean(rows),
              deviances[i].d2(rows)));
    }
    return new RegressionEvaluation(rows, figures);
  }

  /** The mean of some values and their squared distances from it, without cancellation. */
  private static final class Spread implements Serializable {

    private static final long serialVersionUID = 1L;

    private long count;
    private double mean;
    private double squares;

    void add(double value) {
      count++;
      double from = value - mean;
      mean += from / count;
      squares += from * (value - mean);
    }

    void add(Spread other) {
      if (other.count > 0) {
        long all = count + other.count;
        double from = other.mean - mean;
        squares += other.squares + from * from * count * other.count / all;
        mean += from * other.count / all;
        count = all;
      }
    }
  }
}
