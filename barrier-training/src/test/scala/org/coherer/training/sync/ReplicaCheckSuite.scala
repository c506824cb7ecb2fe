package org.coherer.training.sync

import scala.util.Try

import org.coherer.testkit.engine.ForwardingReplica
import org.coherer.training.engine.{Batch, GradientListener, Replica, StepContext}
import org.coherer.training.loop.WithHistories
import org.scalatest.funsuite.AnyFunSuite

class ReplicaCheckSuite extends AnyFunSuite with WithHistories {

  /** Flips a bit of one parameter in a step, as a broken memory would. */
  private class Flipping(replica: Replica, at: Int) extends ForwardingReplica(replica) {
    private var passes = 0
    override def forwardBackward(batch: Batch, context: StepContext, listener: GradientListener): Double = {
      passes += 1
      val loss = super.forwardBackward(batch, context, listener)
      if (passes == at) {
        parameters().pull()
        parameters().host().setBits(3, parameters().host().getBits(3) ^ 1)
        parameters().push()
      }
      loss
    }
  }

  private def outcomes(ranks: Int, flipped: Set[Int], steps: Int = 2, at: Int = 3): Seq[Try[Seq[Float]]] = {
    val batches = Seq.fill(steps / 2)(records(8).grouped(4).toSeq).flatten
    withRanks(ranks) { t =>
      Try(
        train(
          t,
          plan(3, 4, ranks),
          new FixedBatches(batches),
          steps.toLong,
          disturbed = replica => if (flipped(t.rank())) new Flipping(replica, at) else replica
        )
      )
    }
  }

  test("a rank whose parameters have other bits is named after the epoch, by itself and by the others") {
    val all = outcomes(3, flipped = Set(1)).map(_.failed.get)
    all.foreach { failure =>
      assert(
        failure.getMessage.matches(
          "The parameters of rank 1 \\(checksum [0-9a-f]+\\) differ from those of the other ranks after epoch 2, " +
            "and must have the same bits \\(test the memory and processor of its machine, and train again\\)"
        ),
        failure.getMessage
      )
    }
    assert(all.forall(_.isInstanceOf[ReplicasDifferException]), "whoever is heard first, the run must end")
  }

  test("of two ranks that differ nobody knows which is right") {
    val all = outcomes(2, flipped = Set(0)).map(_.failed.get)
    assert(all.forall(_.isInstanceOf[ReplicasDifferException]))
    assert(
      all.forall(
        _.getMessage.matches("The parameters of rank 0 \\(.*\\), 1 \\(.*\\) differ after epoch 2, .*")
      )
    )
  }

  // The last bit of a parameter may be rounded away in many steps.
  test("in an epoch of many steps, nobody waits for its end") {
    val all = outcomes(3, flipped = Set(2), steps = 1500, at = 998).map(_.failed.get)
    assert(
      all.forall(
        _.getMessage.matches(
          "The parameters of rank 2 \\(.*\\) differ from those of the other ranks after step 1000 of epoch 1, .*"
        )
      ),
      all
    )
  }

  test("replicas that are alike are trained to the end") {
    assert(outcomes(3, flipped = Set()).map(_.get).distinct.size == 1)
  }
}
