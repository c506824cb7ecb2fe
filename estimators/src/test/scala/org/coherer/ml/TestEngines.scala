package org.coherer.ml

import java.util.Optional
import java.util.concurrent.atomic.AtomicInteger

import org.coherer.testkit.engine.ForwardingEngine
import org.coherer.training.engine.{EngineCapability, NetworkShape, NetworkSpec, Replica, ReplicaSettings}

/** DL4J under another name; counts what is asked of it. */
class CountingEngine extends ForwardingEngine("counting", "dl4j") {

  override def describe(network: NetworkSpec): NetworkShape = {
    CountingEngine.described.incrementAndGet()
    super.describe(network)
  }

  override def open(settings: ReplicaSettings): Replica = {
    CountingEngine.opened.incrementAndGet()
    super.open(settings)
  }
}

object CountingEngine {
  val described = new AtomicInteger
  val opened = new AtomicInteger
}

/** DL4J under another name, without any capability. */
class BareEngine extends ForwardingEngine("bare", "dl4j") {
  override def capability[C <: EngineCapability](kind: Class[C]): Optional[C] = Optional.empty()
}
