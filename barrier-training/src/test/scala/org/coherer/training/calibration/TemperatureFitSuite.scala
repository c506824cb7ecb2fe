package org.coherer.training.calibration

import java.nio.FloatBuffer

import scala.util.Random

import org.scalatest.funsuite.AnyFunSuite

/** Temperatures from one pass over probabilities, against those that minimize the cross-entropy itself. */
class TemperatureFitSuite extends AnyFunSuite {

  private case class Row(probabilities: Array[Float], label: Int, weight: Double)

  private def softmax(logits: Seq[Double]): Seq[Double] = {
    val powers = logits.map(x => math.exp(x - logits.max))
    powers.map(_ / powers.sum)
  }

  /** Rows whose labels are drawn from a softmax, of which a network says the softmax of so many times the
    * logits.
    */
  private def rows(count: Int, classes: Int, sureness: Double, weighted: Boolean = false): Seq[Row] = {
    val random = new Random(count * 31L + classes)
    Seq.fill(count) {
      val logits = Seq.fill(classes)(1.5 * random.nextGaussian())
      val at = random.nextDouble()
      val label = softmax(logits).scanLeft(0.0)(_ + _).tail.indexWhere(_ > at).max(0)
      val weight = if (weighted) random.nextInt(4) / 2.0 else 1.0
      Row(softmax(logits.map(_ * sureness)).map(_.toFloat).toArray, label, weight)
    }
  }

  private def fit(rows: Seq[Row], classes: Int): TemperatureFit = {
    val fit = new TemperatureFit(classes)
    // Behind something else, as in a batch.
    rows.foreach(row => fit.add(FloatBuffer.wrap(9f +: row.probabilities), 1, row.label, row.weight))
    fit
  }

  private def crossEntropy(rows: Seq[Row], temperature: Double): Double = {
    val losses = rows.map { row =>
      val logs =
        row.probabilities.toSeq.map(p => math.log(math.max(p, java.lang.Float.MIN_NORMAL)) / temperature)
      val sum = logs.map(x => math.exp(x - logs.max)).sum
      row.weight * (math.log(sum) + logs.max - logs(row.label))
    }
    losses.sum / rows.map(_.weight).sum
  }

  /** By golden sections of the logarithm of T. */
  private def minimum(rows: Seq[Row]): Double = {
    val golden = (math.sqrt(5) - 1) / 2
    var (low, high) = (math.log(1.0 / 16), math.log(16.0))
    for (_ <- 1 to 60) {
      val (a, b) = (high - golden * (high - low), low + golden * (high - low))
      if (crossEntropy(rows, math.exp(a)) < crossEntropy(rows, math.exp(b))) high = b else low = a
    }
    math.exp((low + high) / 2)
  }

  for (classes <- Seq(2, 3, 10); sureness <- Seq(0.15, 0.6, 1.0, 2.7, 9.0); weighted <- Seq(false, true))
    test(
      s"the cross-entropy is least: $classes classes, $sureness times as sure as right, weighted $weighted"
    ) {
      for (count <- Seq(30, 600)) {
        val all = rows(count, classes, sureness, weighted)
        val (found, best) = (fit(all, classes).best(), minimum(all))
        if (best > 1.01 / 16 && best < 15.9) {
          assert(math.abs(found.temperature() / best - 1) < 2e-4, s"$found rather than $best")
          assert(math.abs(found.loss() - crossEntropy(all, best)) < 2e-6)
          assert(math.abs(found.lossBefore() - crossEntropy(all, 1)) < 1e-12)
          assert(found.loss() <= found.lossBefore() + 1e-9 && !found.isAtLimit)
        } else assert(found.isAtLimit)
      }
    }

  test("of many rows it is by what a network is too sure") {
    for (classes <- Seq(2, 5); sureness <- Seq(0.3, 1.0, 4.0)) {
      val found = fit(rows(20000, classes, sureness, weighted = true), classes).best().temperature()
      assert(math.abs(found / sureness - 1) < 0.05, s"$found rather than $sureness")
    }
  }

  test("sums of ranks can be added") {
    val all = rows(100, 3, 2)
    val parts = Seq(fit(all.take(37), 3), fit(all.drop(37), 3))
    for (i <- parts(0).sums().indices) parts(0).sums()(i) += parts(1).sums()(i)
    assert(math.abs(parts(0).best().temperature() / fit(all, 3).best().temperature() - 1) < 1e-9)
  }

  test("rows that are all right, or no better than wrong, lead to the limits") {
    val right = Seq.fill(9)(Row(Array(0.7f, 0.3f), 0, 1))
    val wrong = Seq.fill(9)(Row(Array(0.7f, 0.3f), 1, 1))
    val (sharp, flat) = (fit(right, 2).best(), fit(wrong, 2).best())
    assert(sharp.temperature() == 1.0 / 16 && sharp.isAtLimit)
    assert(flat.temperature() == 16 && flat.isAtLimit)
    assert(math.abs(flat.loss() - crossEntropy(wrong, 16)) < 1e-9)
    assert(sharp.loss() < 1e-5)
  }

  test("probabilities of 0 and 1 are finite logarithms") {
    val all = Seq.tabulate(20)(i => Row(Array(1f, 0f, 0f), if (i < 18) 0 else 1, 1))
    val found = fit(all, 3).best()
    assert(math.abs(found.temperature() / minimum(all) - 1) < 2e-4 || found.isAtLimit)
    assert(found.loss() < found.lossBefore())
  }

  test("there is none for rows that weigh nothing, and for probabilities that are no numbers") {
    assert(new TemperatureFit(3).best() == Calibration.NONE)
    assert(fit(Seq(Row(Array(0.5f, 0.5f), 0, 0)), 2).best() == Calibration.NONE)
    assert(fit(rows(9, 2, 1) :+ Row(Array(Float.NaN, 0.5f), 0, 1), 2).best() == Calibration.NONE)
  }

  test("a calibration says what it has found, and refuses what is no temperature") {
    assert(
      new Calibration(1.43661, 0.58314, 0.5).text() ==
        "temperature 1.437 (cross-entropy of the validation set 0.5, before 0.5831)"
    )
    assert(new Calibration(0.5, Double.NaN, Double.NaN).text() == "temperature 0.5")
    assert(Calibration.NONE.isIdentity && !new Calibration(2, 1, 1).isIdentity)
    for (bad <- Seq(0.0, -1.0, Double.NaN, Double.PositiveInfinity))
      assert(
        intercept[IllegalArgumentException](new Calibration(bad, 1, 1)).getMessage ==
          s"Invalid temperature $bad (must be a finite number above 0)"
      )
  }
}
