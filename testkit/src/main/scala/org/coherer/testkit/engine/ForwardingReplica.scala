package org.coherer.testkit.engine

import java.nio.FloatBuffer

import org.coherer.training.engine.{Batch, GradientListener, HostMirror, Optimizer, Replica, StepContext}
import org.coherer.training.trace.Tracer
import org.coherer.training.vector.Chunk

/** Does what another replica does; suites override what they want to disturb. */
class ForwardingReplica(replica: Replica) extends Replica {
  override def parameters(): HostMirror = replica.parameters()
  override def gradients(): HostMirror = replica.gradients()
  override def optimizer(): Optimizer = replica.optimizer()
  override def traceTo(tracer: Tracer): Unit = replica.traceTo(tracer)
  override def tracked(): java.util.List[Chunk] = replica.tracked()
  override def forwardBackward(batch: Batch, context: StepContext, listener: GradientListener): Double =
    replica.forwardBackward(batch, context, listener)
  override def inputGradients(): FloatBuffer = replica.inputGradients()
  override def predict(features: FloatBuffer, rows: Int, outputs: FloatBuffer): Unit =
    replica.predict(features, rows, outputs)
  override def evaluate(batch: Batch, outputs: FloatBuffer): Double = replica.evaluate(batch, outputs)
  override def close(): Unit = replica.close()
}

/** Does what another optimizer does. */
class ForwardingOptimizer(optimizer: Optimizer) extends Optimizer {
  override def state(): HostMirror = optimizer.state()
  override def shard(part: Chunk): Unit = optimizer.shard(part)
  override def step(weight: Double, context: StepContext): Unit = optimizer.step(weight, context)
  override def learningRate(context: StepContext): Double = optimizer.learningRate(context)
}
