package org.coherer.ml.evaluation

import scala.util.Random

import org.apache.spark.api.java.JavaRDD
import org.apache.spark.mllib.evaluation.BinaryClassificationMetrics
import org.coherer.testkit.WithSpark
import org.scalatest.funsuite.AnyFunSuite

/** The areas under the curves of a score, beside those that Spark's own metrics find. */
class ThresholdCurvesSuite extends AnyFunSuite with WithSpark {

  private def compare(rows: Seq[(Double, Double)], partitions: Int): Unit = {
    val pairs = spark.sparkContext.parallelize(rows, partitions)
    val found = ThresholdCurves.of(JavaRDD.fromRDD(pairs.map { case (s, l) => Array(s, l) }))
    val theirs = new BinaryClassificationMetrics(pairs)
    assert(math.abs(found.areaUnderRoc - theirs.areaUnderROC()) < 1e-9)
    assert(math.abs(found.areaUnderPr - theirs.areaUnderPR()) < 1e-9)
  }

  private def drawn(rows: Int, levels: Int, seed: Int): Seq[(Double, Double)] = {
    val random = new Random(seed)
    Seq(0.0 -> 1.0, 0.0 -> 0.0) ++ Seq.fill(rows) {
      val label = random.nextInt(2)
      (math.rint((random.nextDouble() + 0.3 * label) * levels) / levels, label.toDouble)
    }
  }

  for (partitions <- Seq(1, 2, 7); levels <- Seq(1, 3, 10, 1000000))
    test(s"200 rows in $partitions partitions, with scores that are multiples of 1/$levels") {
      compare(drawn(200, levels, partitions), partitions)
    }

  test("two rows, in order, out of order and equal") {
    for ((yes, no, area) <- Seq((2.0, 1.0, 1.0), (1.0, 2.0, 0.0), (1.0, 1.0, 0.5))) {
      val rows = spark.sparkContext.parallelize(Seq(Array(yes, 1.0), Array(no, 0.0)), 2)
      assert(ThresholdCurves.of(JavaRDD.fromRDD(rows)).areaUnderRoc == area)
      compare(Seq(yes -> 1.0, no -> 0.0), 2)
    }
  }
}
