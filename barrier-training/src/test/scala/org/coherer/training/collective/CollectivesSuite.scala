package org.coherer.training.collective

import java.util.Arrays

import org.coherer.training.transport.{TransportException, WithRanks}
import org.coherer.training.vector.FlatVector
import org.scalatest.funsuite.AnyFunSuite

class CollectivesSuite extends AnyFunSuite with WithRanks {

  private val worldSizes = (1 to 9) :+ 16

  private def lengths(ranks: Int): Seq[Int] =
    Seq(0, 1, ranks - 1, ranks, ranks + 1, 7, 31, 1009, 100000).distinct

  /** Whole numbers, so that the sum is exact in whatever order it is taken. */
  private def input(rank: Int, length: Int): FlatVector =
    FlatVector.of(Array.tabulate(length)(i => ((rank + 1) * (i % 1000 + 1)).toFloat): _*)

  private def sumOfInputs(ranks: Int, length: Int): Array[Float] =
    Array.tabulate(length)(i => (ranks * (ranks + 1) / 2 * (i % 1000 + 1)).toFloat)

  /** Fractions, whose sum depends on the order in its last bits. */
  private def roughInput(rank: Int, length: Int): FlatVector = {
    val random = new scala.util.Random(rank.toLong)
    FlatVector.of(Array.fill(length)(random.nextFloat() * 1e3f - 333f): _*)
  }

  private def bits(values: Array[Float]): Seq[Int] = values.toSeq.map(java.lang.Float.floatToRawIntBits)

  for (ranks <- worldSizes) {
    test(s"all-reduce sums over $ranks ranks") {
      withRanks(ranks) { t =>
        val allReduce = Collectives.over(t).allReduce()
        for ((length, step) <- lengths(ranks).zipWithIndex) {
          t.step(step.toLong)
          val vector = input(t.rank, length)
          allReduce.sum(vector)
          assert(Arrays.equals(vector.toArray, sumOfInputs(ranks, length)), s"length $length")
        }
      }
    }

    test(s"broadcast reaches $ranks ranks from each root") {
      withRanks(ranks) { t =>
        val broadcast = Collectives.over(t).broadcast()
        for (length <- Seq(0, 1, 1009); root <- 0 until ranks) {
          val vector = input(t.rank, length)
          broadcast.from(root, vector)
          assert(Arrays.equals(vector.toArray, input(root, length).toArray), s"root $root, length $length")
        }
      }
    }
  }

  test("all ranks end with the same bits, run after run") {
    val runs = (1 to 3).flatMap(_ =>
      withRanks(5) { t =>
        val vector = roughInput(t.rank, 10007)
        Collectives.over(t).allReduce().sum(vector)
        bits(vector.toArray)
      }
    )
    assert(runs.distinct.size == 1)
    val exact = (0 until 5).map(roughInput(_, 10007).toArray.map(_.toDouble)).transpose.map(_.sum)
    val error =
      runs.head.map(java.lang.Float.intBitsToFloat(_)).zip(exact).map { case (a, b) => math.abs(a - b) }
    assert(error.max < 1e-3)
  }

  test("vectors in segments of any length give the same sum") {
    withRanks(3) { t =>
      val whole = input(t.rank, 100003)
      val cut = 1 + 33331L * t.rank
      val vector = FlatVector.concat(whole.slice(0, cut), whole.slice(cut, whole.length - cut))
      Collectives.over(t).allReduce().sum(vector)
      assert(Arrays.equals(whole.toArray, sumOfInputs(3, 100003)))
    }
  }

  test("ranks whose vectors differ in length find out") {
    val e = intercept[TransportException] {
      withRanks(3)(t => Collectives.over(t).allReduce().sum(input(t.rank, 9 + t.rank / 2)))
    }
    assert(e.getMessage.contains("all ranks must use vectors of the same length"))
  }

  test("a root outside the run is refused") {
    withRanks(2) { t =>
      val e = intercept[IllegalArgumentException](Collectives.over(t).broadcast().from(2, input(0, 1)))
      assert(e.getMessage == "Invalid root 2 (must be in [0, 2))")
    }
  }
}
