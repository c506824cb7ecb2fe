package org.coherer.ml.evaluation;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How good a regressor is on some rows, each of which counts once.
 *
 * @param rows how many there are
 * @param targets the figures of each target
 */
public record RegressionEvaluation(long rows, List<Target> targets) {

  /** Copies the list. */
  public RegressionEvaluation {
    targets = List.copyOf(targets);
  }

  /**
   * The figures of one target, y being its values, p the predictions and m the mean of y.
   *
   * @param name what it is called
   * @param rmse the root of the mean of (p - y)^2
   * @param mae the mean of |p - y|
   * @param r2 1 - sum (p - y)^2 / sum (y - m)^2
   * @param explainedVariance the mean of (p - m)^2
   * @param poissonDeviance the mean of 2 (y ln(y / p) - y + p); empty unless all y are at least 0
   *     and all p above
   * @param d2 1 - the deviance of p / that of m; empty with it, and for targets that are all 0
   */
  public record Target(
      String name,
      double rmse,
      double mae,
      double r2,
      double explainedVariance,
      OptionalDouble poissonDeviance,
      OptionalDouble d2) {

    /** Returns the mean of (p - y)^2. */
    public double mse() {
      return rmse * rmse;
    }
  }

  /**
   * Evaluates scored rows, in one job.
   *
   * @param scored a column of numbers for each target, or one of vectors or arrays for all; then
   *     the prediction, a number or a vector
   * @param columns what the columns of the targets are called
   * @param targets how many targets there are
   * @throws IllegalArgumentException if there is no row, or one whose targets are not as many
   *     finite numbers
   */
  public static RegressionEvaluation of(Dataset<Row> scored, List<String> columns, int targets) {
    TargetTally empty = new TargetTally(new TargetRows(columns, targets));
    return Evaluations.sum(scored.toJavaRDD(), empty).figures();
  }

  /** Returns a table with a line for each target. */
  public String text() {
    int width = targets.stream().mapToInt(one -> one.name().length()).reduce(6, Math::max);
    StringBuilder text = new StringBuilder(rows + " rows\n");
    boolean counts = targets.stream().anyMatch(one -> one.poissonDeviance().isPresent());
    text.append(line(width, "target", "rmse", "mae", "r2", counts ? "deviance" : ""));
    for (Target one : targets) {
      text.append(
          line(
              width,
              one.name(),
              Evaluations.text(one.rmse()),
              Evaluations.text(one.mae()),
              Evaluations.text(one.r2()),
              one.poissonDeviance().isPresent()
                  ? Evaluations.text(one.poissonDeviance().getAsDouble())
                  : ""));
    }
    return text.toString();
  }

  private static String line(int width, String name, Object... cells) {
    return String.format(Locale.ROOT, "%" + width + "s", name)
        + String.format(Locale.ROOT, "  %10s  %10s  %10s  %10s", cells).stripTrailing()
        + "\n";
  }

  /** Returns {@link #text}. */
  @Override
  public String toString() {
    return text();
  }
}
