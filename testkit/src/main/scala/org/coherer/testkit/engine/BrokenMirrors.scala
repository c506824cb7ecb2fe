package org.coherer.testkit.engine

import org.coherer.training.engine.{HostMirror, Optimizer, Replica}
import org.coherer.training.vector.FlatVector

/** A replica with one mirror of which one direction does nothing: what a forgotten call would leave. */
class BrokenMirrors(replica: Replica) {

  private class WithoutPush(mirror: HostMirror) extends HostMirror {
    override def host(): FlatVector = mirror.host()
    override def pull(): Unit = mirror.pull()
    override def push(): Unit = ()
  }

  private class WithoutPull(mirror: HostMirror) extends HostMirror {
    override def host(): FlatVector = mirror.host()
    override def pull(): Unit = ()
    override def push(): Unit = mirror.push()
  }

  private def parameters(broken: HostMirror => HostMirror): Replica = new ForwardingReplica(replica) {
    override def parameters(): HostMirror = broken(super.parameters())
  }

  private def gradients(broken: HostMirror => HostMirror): Replica = new ForwardingReplica(replica) {
    override def gradients(): HostMirror = broken(super.gradients())
  }

  private def state(broken: HostMirror => HostMirror): Replica = new ForwardingReplica(replica) {
    override def optimizer(): Optimizer = new ForwardingOptimizer(super.optimizer()) {
      override def state(): HostMirror = broken(super.state())
    }
  }

  def parametersWithoutPush: Replica = parameters(new WithoutPush(_))
  def parametersWithoutPull: Replica = parameters(new WithoutPull(_))
  def gradientsWithoutPush: Replica = gradients(new WithoutPush(_))
  def gradientsWithoutPull: Replica = gradients(new WithoutPull(_))
  def stateWithoutPush: Replica = state(new WithoutPush(_))
  def stateWithoutPull: Replica = state(new WithoutPull(_))
}
