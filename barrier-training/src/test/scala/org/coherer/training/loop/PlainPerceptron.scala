package org.coherer.training.loop

/** A perceptron with one hidden layer of tanh units and a softmax output, in doubles, straight from the
  * formulas: what engines are compared with.
  *
  * @param sizes
  *   inputs, hidden units, classes
  */
class PlainPerceptron(sizes: (Int, Int, Int)) {
  private val (inputs, hidden, classes) = sizes
  private val second = hidden * (inputs + 1)
  val length: Int = second + classes * (hidden + 1)

  /** The gradient of the mean loss of some rows: features, class, weight. */
  def gradient(parameters: Array[Double], rows: Seq[(Seq[Float], Int, Float)]): Array[Double] = {
    val sum = new Array[Double](length)
    rows.foreach { case (features, label, weight) =>
      val units = Array.tabulate(hidden) { unit =>
        math.tanh(
          parameters(hidden * inputs + unit) +
            (0 until inputs).map(i => parameters(unit * inputs + i) * features(i)).sum
        )
      }
      val sums = Array.tabulate(classes) { k =>
        parameters(second + hidden * classes + k) +
          (0 until hidden).map(unit => parameters(second + k * hidden + unit) * units(unit)).sum
      }
      val all = sums.map(math.exp).sum
      val slopes = Array.tabulate(classes) { k =>
        weight * (math.exp(sums(k)) / all - (if (k == label) 1 else 0))
      }
      for (k <- 0 until classes) {
        sum(second + hidden * classes + k) += slopes(k)
        for (unit <- 0 until hidden) sum(second + k * hidden + unit) += slopes(k) * units(unit)
      }
      for (unit <- 0 until hidden) {
        val back = (0 until classes).map(k => slopes(k) * parameters(second + k * hidden + unit)).sum
        val slope = back * (1 - units(unit) * units(unit))
        sum(hidden * inputs + unit) += slope
        for (i <- 0 until inputs) sum(unit * inputs + i) += slope * features(i)
      }
    }
    val weight = rows.map(_._3.toDouble).sum
    sum.map(_ / weight)
  }

  /** The parameters after steps of gradient descent on one batch each. */
  def descended(
      start: Array[Float],
      batches: Seq[Seq[(Seq[Float], Int, Float)]],
      rate: Double,
      clipped: Array[Double] => Array[Double] = identity
  ): Seq[Float] =
    batches
      .foldLeft(start.map(_.toDouble)) { (at, rows) =>
        at.zip(clipped(gradient(at, rows))).map { case (value, slope) => value - rate * slope }
      }
      .map(_.toFloat)
      .toSeq

  /** The parameters after steps of Adam (Kingma and Ba, 2015, algorithm 1) on one batch each. */
  def adapted(
      start: Array[Float],
      batches: Seq[Seq[(Seq[Float], Int, Float)]],
      rate: Double
  ): Seq[Float] = {
    val (first, other) = (new Array[Double](length), new Array[Double](length))
    val at = start.map(_.toDouble)
    batches.zipWithIndex.foreach { case (rows, step) =>
      gradient(at, rows).zipWithIndex.foreach { case (g, i) =>
        first(i) = 0.9 * first(i) + 0.1 * g
        other(i) = 0.999 * other(i) + 0.001 * g * g
        val m = first(i) / (1 - math.pow(0.9, step + 1.0))
        val v = other(i) / (1 - math.pow(0.999, step + 1.0))
        at(i) -= rate * m / (math.sqrt(v) + 1e-8)
      }
    }
    at.map(_.toFloat).toSeq
  }
}
