package org.coherer.benchmarks.step

import org.coherer.benchmarks.networks.SampleNetwork
import org.scalatest.funsuite.AnyFunSuite

/** Ours and DL4J's own way do the same to one batch. */
class TrainersSuite extends AnyFunSuite {

  private def losses(trainer: StepTrainer, steps: Int): Seq[Double] =
    try Seq.fill(steps)(trainer.step())
    finally trainer.close()

  test("the first loss of untrained softmax outputs is near that of guessing, and then it falls") {
    for (trainer <- Seq(new ReplicaTrainer(SampleNetwork.TABULAR), new PlainTrainer(SampleNetwork.TABULAR))) {
      val found = losses(trainer, 100)
      assert(math.abs(found.head - math.log(SampleNetwork.TABULAR.classes.toDouble)) < 0.35, found.head)
      assert(found.last < 0.8 * found.head, found.last)
    }
  }

  test("the losses of both ways stay together for as long as rounding allows") {
    val ours = losses(new ReplicaTrainer(SampleNetwork.TABULAR), 10)
    val plain = losses(new PlainTrainer(SampleNetwork.TABULAR), 10)
    ours.zip(plain).foreach { case (a, b) => assert(math.abs(a - b) < 1e-4 * math.max(1, b), s"$a $b") }
  }
}
