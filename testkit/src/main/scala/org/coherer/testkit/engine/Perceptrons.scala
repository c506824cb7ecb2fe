package org.coherer.testkit.engine

import org.coherer.training.engine.{Engines, NetworkSpec, PerceptronBuilder}

/** Perceptrons of an engine that is found by its name. */
object Perceptrons {

  def classifier(engine: String, layers: Int*): NetworkSpec =
    Engines.require(Engines.named(engine), classOf[PerceptronBuilder], "layers").classifier(layers: _*)
}
