package org.coherer.training.engine.dl4j

import org.coherer.testkit.engine.{
  DiagnosticsContract,
  EditingContract,
  EngineContract,
  ImportContract,
  InputGradientContract,
  PerceptronContract,
  Perceptrons
}
import org.coherer.training.engine.{Engine, NetworkSpec}

class Dl4jEngineSuite
    extends EngineContract
    with PerceptronContract
    with EditingContract
    with ImportContract
    with InputGradientContract
    with DiagnosticsContract {
  override val engine: Engine = new Dl4jEngine
  override lazy val classifier: NetworkSpec = Perceptrons.classifier("dl4j", 5, 7, 3)
}
