package org.coherer.connector.report

import java.time.Instant
import java.util.TreeMap

import org.coherer.connector.report.FitReport.{Fit, Kind, Measures, Position}
import org.coherer.training.event.TrainingHistory.ValidationResult

/** Reports of a fit of three epochs of eight steps. */
trait WithReports {

  protected val fit = new Fit(7, "classifier_ab")

  protected val Time: Instant = Instant.parse("2026-01-02T03:04:05.678Z")

  protected def validation(loss: Double, metrics: (String, Double)*): ValidationResult = {
    val map = new TreeMap[String, java.lang.Double]()
    metrics.foreach { case (name, value) => map.put(name, value) }
    new ValidationResult(loss, map)
  }

  protected def report(
      kind: Kind,
      epoch: Int = 0,
      step: Long = 0,
      measures: Measures = Measures.UNKNOWN,
      validated: ValidationResult = ValidationResult.NONE,
      text: String = ""
  ): FitReport =
    new FitReport(fit, kind, Time, new Position(epoch, 3, step, 8), measures, validated, text)

  protected def step(epoch: Int, step: Long, text: String = ""): FitReport =
    report(
      Kind.STEP,
      epoch,
      step,
      new Measures(0.43215, 0, Double.NaN, 5120.4, 72.2, Double.NaN),
      text = text
    )

  protected def ended(epoch: Int, text: String = ""): FitReport =
    report(
      Kind.EPOCH,
      epoch,
      8,
      new Measures(0.25, 999, 2, 499.5, 4, 0.1),
      validation(0.5, "accuracy" -> 0.75),
      text
    )

  protected def of(other: Fit, report: FitReport): FitReport = new FitReport(
    other,
    report.kind,
    report.time,
    report.position,
    report.measures,
    report.validation,
    report.text
  )
}
