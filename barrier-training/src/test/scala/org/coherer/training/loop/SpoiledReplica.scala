package org.coherer.training.loop

import org.coherer.testkit.engine.ForwardingReplica
import org.coherer.training.engine.{Batch, GradientListener, Replica, StepContext}

/** A replica with a gradient that is not finite after the passes that are meant. */
class SpoiledReplica(replica: Replica, where: Long, meant: StepContext => Boolean)
    extends ForwardingReplica(replica) {

  override def forwardBackward(batch: Batch, context: StepContext, listener: GradientListener): Double = {
    // Before it is announced: from then on it may be on its way.
    val spoiling: GradientListener = (offset, length) => {
      spoil(context, offset, length)
      listener.ready(offset, length)
    }
    if (listener != GradientListener.NONE) super.forwardBackward(batch, context, spoiling)
    else {
      val loss = super.forwardBackward(batch, context, listener)
      replica.gradients().pull()
      spoil(context, 0, replica.gradients().length())
      replica.gradients().push()
      loss
    }
  }

  private def spoil(context: StepContext, offset: Long, length: Long): Unit =
    if (meant(context) && where >= offset && where < offset + length)
      replica.gradients().host().set(where, Float.NaN)
}
