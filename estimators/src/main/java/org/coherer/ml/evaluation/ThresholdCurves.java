package org.coherer.ml.evaluation;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * The areas under the curves that a score draws when the threshold falls from its highest value to
 * its lowest, by the trapezoidal rule. Rows of equal scores make one point.
 *
 * <p>The same figures as those of Spark's {@code BinaryClassificationMetrics}, whose own classes
 * pass {@code spark.serializer}: where Kryo must know every class, it fails.
 *
 * @param areaUnderRoc of the true positive rate over the false positive rate
 * @param areaUnderPr of precision over recall; its first point has recall 0 and the precision of
 *     the highest score
 */
record ThresholdCurves(double areaUnderRoc, double areaUnderPr) {

  private static final int SCORE = 0;
  private static final int LABEL = 1;

  /**
   * Draws the curves, in a few jobs that read the rows twice.
   *
   * @param rows score, and label: 1 or 0. There must be both
   */
  static ThresholdCurves of(JavaRDD<double[]> rows) {
    JavaRDD<Tuple2<Double, Double>> sorted =
        rows.mapToPair(row -> new Tuple2<>(row[SCORE], row[LABEL]))
            .sortByKey(false)
            .map(pair -> pair);
    List<double[]> counts =
        sorted.mapPartitions(part -> List.of(Curve.count(part)).iterator()).collect();
    double[] total = new double[2];
    counts.forEach(count -> add(count, total));
    List<double[]> areas =
        sorted
            .mapPartitionsWithIndex(
                (index, part) -> List.of(curve(counts, index, total).areas(part)).iterator(), true)
            .collect();
    double[] sum = new double[2];
    areas.forEach(area -> add(area, sum));
    return new ThresholdCurves(sum[0], sum[1]);
  }

  private static void add(double[] pair, double[] to) {
    to[0] += pair[0];
    to[1] += pair[1];
  }

  private static Curve curve(List<double[]> counts, int partition, double[] total) {
    double[] before = new double[2];
    counts.subList(0, partition).forEach(count -> add(count, before));
    return new Curve(total, before);
  }

  /** The part of the curves that the rows of one partition draw. */
  private static final class Curve {

    private final double[] total;
    private double positives;
    private double negatives;
    private double roc;
    private double pr;

    /** Continues after so many positives and negatives. */
    Curve(double[] total, double[] before) {
      this.total = total;
      this.positives = before[0];
      this.negatives = before[1];
    }

    /** Returns the positives and negatives among some rows. */
    static double[] count(Iterator<Tuple2<Double, Double>> rows) {
      double[] count = new double[2];
      rows.forEachRemaining(row -> count[row._2() > 0.5 ? 0 : 1]++);
      return count;
    }

    /** Returns the areas under ROC and PR of rows by falling score. */
    double[] areas(Iterator<Tuple2<Double, Double>> rows) {
      double score = Double.NaN;
      double[] equal = new double[2];
      while (rows.hasNext()) {
        Tuple2<Double, Double> row = rows.next();
        if (row._1() != score) {
          advance(equal);
          equal = new double[2];
          score = row._1();
        }
        equal[row._2() > 0.5 ? 0 : 1]++;
      }
      advance(equal);
      return new double[] {roc, pr};
    }

    private void advance(double[] count) {
      double sum = count[0] + count[1];
      if (sum == 0) {
        return;
      }
      double before = positives + negatives;
      double precision = (positives + count[0]) / (before + sum);
      double last = before == 0 ? precision : positives / before;
      roc += count[1] / total[1] * (positives + count[0] / 2) / total[0];
      pr += count[0] / total[0] * (precision + last) / 2;
      positives += count[0];
      negatives += count[1];
    }
  }
}
