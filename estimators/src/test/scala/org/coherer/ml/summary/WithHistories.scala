package org.coherer.ml.summary

import java.util.{Arrays, TreeMap}

import org.coherer.training.event.TrainingHistory
import org.coherer.training.event.TrainingHistory.Epoch
import org.coherer.training.event.TrainingHistory.StopReason
import org.coherer.training.event.TrainingHistory.Times
import org.coherer.training.event.TrainingHistory.ValidationResult

/** Histories of trainings that never were. */
trait WithHistories {

  val NoLoss: Double = Double.NaN

  def epoch(
      number: Int,
      loss: Double,
      validation: Double = NoLoss,
      metrics: Map[String, Double] = Map()
  ): Epoch = {
    val measured = new TreeMap[String, java.lang.Double]()
    metrics.foreach { case (name, value) => measured.put(name, value) }
    val times = new Times(2, 0.25, 1, 0.5, 0.25)
    new Epoch(number, loss, 1000L * number, 0, 0.01, times, new ValidationResult(validation, measured))
  }

  def history(epochs: Seq[Epoch], best: Int): TrainingHistory =
    new TrainingHistory(Arrays.asList(epochs: _*), best, best, StopReason.EARLY_STOPPING)

  /** Losses in the order of epochs, without validation. */
  def losses(values: Double*): TrainingHistory =
    history(values.zipWithIndex.map { case (loss, i) => epoch(i + 1, loss) }, best = values.size)

  def typical(epochs: Int): TrainingHistory = history(
    (1 to epochs).map { n =>
      epoch(n, 2.3 / n, 0.2 + 2.2 / n + 0.002 * n, Map("accuracy" -> (1 - 0.9 / n)))
    },
    best = math.max(1, epochs * 2 / 3)
  )
}
