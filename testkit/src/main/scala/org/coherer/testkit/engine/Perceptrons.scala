package org.coherer.testkit.engine

import org.coherer.training.engine.PerceptronBuilder.{Activation, Output, Perceptron}
import org.coherer.training.engine.{Engine, Engines, NetworkSpec, PerceptronBuilder}

/** Perceptrons of an engine. */
object Perceptrons {

  /** One with sigmoid units, of an engine that is found by its name. */
  def classifier(engine: String, layers: Int*): NetworkSpec =
    of(Engines.named(engine), Activation.SIGMOID, Output.CLASS, layers: _*)

  def of(engine: Engine, activation: Activation, output: Output, layers: Int*): NetworkSpec =
    Engines
      .require(engine, classOf[PerceptronBuilder], "layers")
      .build(Perceptron.of(activation, output, layers: _*))
}
