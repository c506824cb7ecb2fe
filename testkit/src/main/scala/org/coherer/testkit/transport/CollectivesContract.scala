package org.coherer.testkit.transport

import java.util.Arrays

import org.coherer.training.collective.{Collectives, CostModel}
import org.coherer.training.transport.{Transport, TransportException}
import org.coherer.training.vector.FlatVector
import org.scalatest.funsuite.AnyFunSuite

/** What all collectives must do, over any transport, for any number of ranks, length and choice of algorithm.
  */
trait CollectivesContract extends WithRanks { this: AnyFunSuite =>

  private val worldSizes = (1 to 9) :+ 16

  /** Models under which latency or bandwidth alone counts, so that every algorithm has its turn. */
  private val models = Seq(
    "latency" -> new CostModel(1, 1e-12, 1e-12),
    "bandwidth" -> new CostModel(1e-12, 1, 1),
    "as on loopback" -> CostModel.LOOPBACK
  )

  private def lengths(ranks: Int): Seq[Int] =
    Seq(0, 1, ranks - 1, ranks, ranks + 1, 7, 31, 1009, 65537).distinct

  /** Whole numbers, so that the sum is exact in whatever order it is taken. */
  private def input(rank: Int, length: Int): FlatVector = {
    val values = new Array[Float](length)
    var i = 0
    while (i < length) { values(i) = ((rank + 1) * (i % 1000 + 1)).toFloat; i += 1 }
    FlatVector.of(values: _*)
  }

  private def sumOfInputs(ranks: Int, length: Int): Array[Float] = {
    val values = new Array[Float](length)
    var i = 0
    while (i < length) { values(i) = (ranks * (ranks + 1) / 2 * (i % 1000 + 1)).toFloat; i += 1 }
    values
  }

  /** Fractions, whose sum depends on the order in its last bits. */
  private def roughInput(rank: Int, length: Int): FlatVector = {
    val random = new scala.util.Random(rank.toLong)
    FlatVector.of(Array.fill(length)(random.nextFloat() * 1e3f - 333f): _*)
  }

  private def bits(values: Array[Float]): Seq[Int] = values.toSeq.map(java.lang.Float.floatToRawIntBits)

  private def part(values: Array[Float], ranks: Int, rank: Int): Array[Float] = {
    val chunk = org.coherer.training.vector.Chunk.part(values.length.toLong, ranks, rank)
    values.slice(chunk.offset.toInt, (chunk.offset + chunk.length).toInt)
  }

  private def forEachCase(t: Transport, ranks: Int)(body: (Collectives, Int, String) => Unit): Unit =
    for ((name, model) <- models; length <- lengths(ranks))
      body(Collectives.over(t, model), length, s"length $length, model of $name")

  for (ranks <- worldSizes) {
    test(s"all-reduce sums over $ranks ranks") {
      withRanks(ranks) { t =>
        forEachCase(t, ranks) { (collectives, length, clue) =>
          val vector = input(t.rank, length)
          collectives.allReduce().sum(vector)
          assert(Arrays.equals(vector.toArray, sumOfInputs(ranks, length)), clue)
        }
      }
    }

    test(s"reduce-scatter leaves each of $ranks ranks its part, and all-gather collects them") {
      withRanks(ranks) { t =>
        forEachCase(t, ranks) { (collectives, length, clue) =>
          val vector = input(t.rank, length)
          val sums = sumOfInputs(ranks, length)
          val chunk = collectives.reduceScatter().sum(vector)
          assert(Arrays.equals(chunk.of(vector).toArray, part(sums, ranks, t.rank)), clue)
          collectives.allGather().gather(vector)
          assert(Arrays.equals(vector.toArray, sums), clue)
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

  for (ranks <- worldSizes) {
    test(s"the two halves of an all-reduce give the bits of the whole, on $ranks ranks") {
      val all = withRanks(ranks) { t =>
        forEachCase(t, ranks) { (collectives, length, clue) =>
          val whole = roughInput(t.rank, length)
          collectives.allReduce().sum(whole)
          val halves = roughInput(t.rank, length)
          val split = collectives.splitAllReduce()
          val part = split.part(length.toLong)
          split.reduceScatter(halves)
          assert(bits(part.of(halves).toArray) == bits(part.of(whole).toArray), clue)
          halves.slice(0, part.offset).fill(Float.NaN)
          halves.slice(part.end, length - part.end).fill(Float.NaN)
          split.allGather(halves)
          assert(bits(halves.toArray) == bits(whole.toArray), clue)
        }
        lengths(ranks).map(length => Collectives.over(t).splitAllReduce().part(length.toLong))
      }
      lengths(ranks).zip(all.transpose).foreach { case (length, parts) =>
        val elements = parts.flatMap(part => part.offset until part.end)
        assert(elements.sorted == (0L until length.toLong), s"length $length")
      }
    }

    test(s"a million floats on $ranks ranks, through segments and windows") {
      withRanks(ranks) { t =>
        for ((name, model) <- models.take(2)) { // The third prefers what the second does, at this length.
          val vector = input(t.rank, 1000003)
          Collectives.over(t, model).allReduce().sum(vector)
          assert(Arrays.equals(vector.toArray, sumOfInputs(ranks, 1000003)), s"model of $name")
        }
      }
    }
  }

  test("an all-reduce of more than 2^31 floats") {
    // Memory for a few of them, many times over. Zeros and infinities stay what they are however often they are added.
    val period = (1 << 22) + 3
    val count = (1L << 31) / period + 2
    def every(n: Int): Array[Float] =
      Array.tabulate(period)(i => if (i % n == 0) Float.PositiveInfinity else 0f)
    withRanks(2) { t =>
      val memory = FlatVector.of(every(if (t.rank == 0) 3 else 5): _*)
      val vector = FlatVector.concat(Seq.fill(count.toInt)(memory): _*)
      assert(vector.length > (1L << 31))
      Collectives.over(t).allReduce().sum(vector)
      val expected = every(3).zip(every(5)).map { case (a, b) => a + b }
      assert(Arrays.equals(memory.toArray, expected))
    }
  }

  for (ranks <- Seq(4, 5, 8)) {
    test(s"$ranks ranks end with the same bits, run after run, whatever the model prefers") {
      val runs = models.flatMap { case (_, model) =>
        withRanks(ranks) { t =>
          val vector = roughInput(t.rank, 10007)
          Collectives.over(t, model).allReduce().sum(vector)
          bits(vector.toArray)
        }
      }
      assert(runs.distinct.size == 1)
      val inputs = (0 until ranks).map(roughInput(_, 10007).toArray.map(_.toDouble))
      val exact = inputs.transpose.map(_.sum)
      val error =
        runs.head.map(java.lang.Float.intBitsToFloat(_)).zip(exact).map { case (a, b) => math.abs(a - b) }
      assert(error.max < 1e-3)
    }
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

  test("all ranks measure the same model") {
    val measured = withRanks(3)(t => CostModel.measure(t))
    assert(measured.distinct.size == 1)
    val model = measured.head
    assert(model.latency > 0 && model.latency < 1)
    assert(model.perByte > 0 && model.perByte < 1e-3)
    assert(model.perAddedByte > 0)
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
