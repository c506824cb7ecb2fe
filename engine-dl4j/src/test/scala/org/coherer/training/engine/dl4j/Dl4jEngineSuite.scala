package org.coherer.training.engine.dl4j

import org.coherer.testkit.engine.EngineContract
import org.coherer.training.engine.Engine

class Dl4jEngineSuite extends EngineContract {
  override val engine: Engine = new Dl4jEngine
}
