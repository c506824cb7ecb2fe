package org.coherer.ml.evaluation;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How good a regressor of levels is on some rows, each of which counts once.
 *
 * @param levels the levels, in their order
 * @param matrix which were taken for which; also accuracy
 */
public record LevelsEvaluation(List<Double> levels, ConfusionMatrix matrix) {

  /** Copies the list. */
  public LevelsEvaluation {
    levels = List.copyOf(levels);
  }

  /**
   * Evaluates scored rows, in one job.
   *
   * @param scored level (double or null), prediction (double)
   * @param column what the column of the levels is called, for messages
   * @throws IllegalArgumentException if there is no row, or one that has none of the levels
   */
  public static LevelsEvaluation of(Dataset<Row> scored, String column, List<Double> levels) {
    LevelsTally tally = Evaluations.sum(scored.toJavaRDD(), new LevelsTally(column, levels));
    return new LevelsEvaluation(levels, tally.matrix());
  }

  /** Returns the number of rows. */
  public long rows() {
    return matrix.rows();
  }

  /** Returns the share of rows whose level was predicted. */
  public double accuracy() {
    return matrix.accuracy();
  }

  /** Returns by how much levels are missed in the mean. */
  public double meanAbsoluteError() {
    double sum = 0;
    for (int i = 0; i < levels.size(); i++) {
      for (int j = 0; j < levels.size(); j++) {
        sum += matrix.count(i, j) * Math.abs(levels.get(i) - levels.get(j));
      }
    }
    return sum / rows();
  }

  /**
   * Returns Cohen's kappa with the squares of the distances between the places of levels as
   * weights: 1 where all are right, 0 where they are as near as by chance.
   */
  public double quadraticWeightedKappa() {
    double found = 0;
    double byChance = 0;
    for (int i = 0; i < levels.size(); i++) {
      for (int j = 0; j < levels.size(); j++) {
        double square = (double) (i - j) * (i - j);
        found += square * matrix.count(i, j);
        byChance += square * matrix.rowsOf(i) * predictedAs(j) / rows();
      }
    }
    return byChance == 0 ? 1 : 1 - found / byChance;
  }

  private double predictedAs(int level) {
    return IntStream.range(0, levels.size()).mapToLong(i -> matrix.count(i, level)).sum();
  }

  /** Returns all of it as text: the figures, and the matrix. */
  public String text() {
    return String.format(
        Locale.ROOT,
        "%d rows, accuracy %.4f, mean absolute error %.4f, quadratic weighted kappa %.4f\nlevels %s\n%s\n",
        rows(),
        accuracy(),
        meanAbsoluteError(),
        quadraticWeightedKappa(),
        levels,
        matrix);
  }

  /** Returns {@link #text}. */
  @Override
  public String toString() {
    return text();
  }
}
