package org.coherer.testkit.engine

import org.coherer.training.engine.{Batch, GradientListener, Replica, StepContext}
import org.scalatest.Assertions

/** A slice of gradients, with the values that it had when it was announced. */
case class Announced(offset: Long, values: Array[Float])

/** Listens to backward passes. */
trait WithAnnouncements { this: Assertions =>

  def announced(replica: Replica, batch: Batch): Seq[Announced] = {
    var slices = Seq[Announced]()
    val listener = new GradientListener {
      override def ready(offset: Long, length: Long): Unit = {
        assert(length >= 1)
        slices :+= Announced(offset, replica.gradients().host().slice(offset, length).toArray)
      }
    }
    replica.forwardBackward(batch, StepContext.at(0, 1), listener)
    slices
  }

  /** Every element was announced exactly once, and is on the host as it was, without a pull. */
  def assertFinal(slices: Seq[Announced], replica: Replica): Unit = {
    val inOrder = slices.sortBy(_.offset)
    assert(inOrder.map(_.offset) == inOrder.map(_.values.length.toLong).scanLeft(0L)(_ + _).init)
    assert(inOrder.flatMap(_.values) == replica.gradients().host().toArray.toSeq)
  }
}
