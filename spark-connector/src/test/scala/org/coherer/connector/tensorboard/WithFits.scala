package org.coherer.connector.tensorboard

import java.time.{Clock, Instant, ZoneOffset}
import java.util.{Collections, TreeMap}

import org.coherer.connector.report.{FitDescription, FitReport}
import org.coherer.connector.report.FitReport.{Fit, Kind, Measures, Position}
import org.coherer.training.engine.NetworkShape
import org.coherer.training.event.{RunEvent, TrainingEvent}
import org.coherer.training.event.TrainingHistory.ValidationResult

/** A fit for suites, and its events and reports at given times. */
trait WithFits {

  val start: Instant = Instant.parse("2026-12-01T05:00:00Z")
  val clock: Clock = Clock.fixed(start, ZoneOffset.UTC)
  val fit = new Fit(7, "net_1a2b")

  def at(seconds: Double): Instant = start.plusNanos((seconds * 1e9).toLong)

  def shape(layers: NetworkShape.LayerInfo*): NetworkShape = {
    val all = new java.util.ArrayList[NetworkShape.LayerInfo]()
    layers.foreach(layer => all.add(layer))
    new NetworkShape(
      Collections.singletonList(new NetworkShape.Input("features", 4)),
      Collections.singletonList(new NetworkShape.Output("label", 3)),
      67,
      all,
      null
    )
  }

  val network: NetworkShape =
    shape(
      new NetworkShape.LayerInfo("dense", "DenseLayer", "8", 40),
      new NetworkShape.LayerInfo("out", "OutputLayer", "3", 27)
    )

  def described(params: (String, String)*): FitDescription = {
    val all = new TreeMap[String, String]()
    params.foreach { case (name, json) => all.put(name, json) }
    new FitDescription(fit, "NeuralNetworkClassifier", all, network, true)
  }

  def event(seconds: Double, event: TrainingEvent) = new RunEvent("ab", at(seconds), event)

  def report(seconds: Double, kind: Kind, text: String) =
    new FitReport(fit, kind, at(seconds), Position.START, Measures.UNKNOWN, ValidationResult.NONE, text)
}
