package org.coherer.testkit.engine

import java.util.OptionalDouble

import org.coherer.training.engine.{Engine, NetworkSpec, Replica, ReplicaSettings}

/** An engine, and the network of it that its contracts run on. */
trait WithEngine {

  def engine: Engine

  /** A perceptron of 5 inputs, 7 sigmoid units and a softmax of 3 classes, learned by cross-entropy with Adam
    * at a learning rate of 0.001.
    */
  def classifier: NetworkSpec

  def withReplicaOf[T](settings: ReplicaSettings)(body: Replica => T): T = {
    val replica = engine.open(settings)
    try body(replica)
    finally replica.close()
  }

  def settingsOf(
      network: NetworkSpec,
      seed: Long = 1,
      rate: OptionalDouble = OptionalDouble.empty()
  ): ReplicaSettings = new ReplicaSettings(network, rate, seed, 1)
}
