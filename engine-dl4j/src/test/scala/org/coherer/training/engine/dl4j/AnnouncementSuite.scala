package org.coherer.training.engine.dl4j

import java.util.OptionalDouble

import org.coherer.testkit.engine.{WithAnnouncements, WithBatches, WithTolerance}
import org.coherer.training.engine.{NetworkSpec, Replica, ReplicaSettings, StepContext}
import org.scalatest.funsuite.AnyFunSuite

/** What DL4J's networks tell during their backward passes. */
class AnnouncementSuite
    extends AnyFunSuite
    with WithNetworks
    with WithBatches
    with WithTolerance
    with WithAnnouncements {

  private def withReplica[A](network: NetworkSpec)(body: Replica => A): A = {
    val replica = new Dl4jEngine().open(new ReplicaSettings(network, OptionalDouble.empty(), 1, 1))
    try body(replica)
    finally replica.close()
  }

  private val kinds = Seq(
    ("a stack", perceptron(settings()), inputs, 3),
    ("a stack of convolutions", convolutional(settings()), pixels, 4),
    ("a stack with batch normalization", normalized(settings()), pixels, 5),
    ("a graph with a skip and batch normalization", spec(skipping(settings()).toJson), inputs, 4)
  )

  for ((kind, network, width, layers) <- kinds) {
    test(s"$kind announces every layer when it is final, the last one first") {
      withReplica(network) { replica =>
        val some = batch(rows(6, width, classes, seed = 4).map(_.weighing(1.5f)))
        for (_ <- 1 to 3) {
          val slices = announced(replica, some)
          assertFinal(slices, replica)
          assert(slices.size == layers)
          assert(slices.map(_.offset) == slices.map(_.offset).sorted.reverse)
        }
      }
    }

    test(s"$kind computes the same whether somebody listens or not, and so predicts") {
      val some = batch(rows(6, width, classes, seed = 4).map(_.weighing(1.5f)))
      def run(listening: Boolean) = withReplica(network) { replica =>
        for (step <- 0L until 3L) {
          val context = StepContext.at(step, 1)
          if (listening) announced(replica, some) else replica.forwardBackward(some, context)
          replica.optimizer().step(9, context)
        }
        replica.parameters().toArray ++ predict(replica, some)
      }
      assertSameBits(run(listening = true), run(listening = false))
    }
  }

  test("the layers are announced while the pass goes on, not at its end") {
    withReplica(perceptron(settings())) { replica =>
      val some = batch(rows(6, inputs, classes, seed = 4))
      announced(replica, some)
      replica.gradients().fill(7)
      val slices = announced(replica, some)
      assert(slices.size == 3)
      replica.gradients().fill(7)
      val seen = new java.util.ArrayList[Float]()
      replica.forwardBackward(some, First, (_, _) => seen.add(replica.gradients().host().get(0)))
      assert(seen.get(0) == 7f && seen.get(1) == 7f && seen.get(2) != 7f)
    }
  }
}
