package org.coherer.training.engine.dl4j

import org.coherer.training.engine.{Engine, EngineContract}

class Dl4jEngineSuite extends EngineContract {
  override val engine: Engine = new Dl4jEngine
}
