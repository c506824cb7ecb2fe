package org.coherer.benchmarks.scaling

import org.scalatest.funsuite.AnyFunSuite

/** The formula of the rows, written a second time. */
class GeneratedRowsSuite extends AnyFunSuite {

  private def splitMix(index: BigInt): BigInt = {
    val mask = (BigInt(1) << 64) - 1
    var z = (index + 1) * BigInt("9E3779B97F4A7C15", 16) & mask
    z = (z ^ (z >> 30)) * BigInt("BF58476D1CE4E5B9", 16) & mask
    z = (z ^ (z >> 27)) * BigInt("94D049BB133111EB", 16) & mask
    z ^ (z >> 31)
  }

  private def unit(index: BigInt): Double = (splitMix(index) >> 40).toDouble / (1 << 24)

  private def label(row: Int): Int =
    if (unit((BigInt(1) << 41) + row) < 0.2f) ((splitMix((BigInt(1) << 41) + row) >> 1) % 10).toInt
    else row % 10

  private def feature(row: Int, column: Int): Double =
    0.5 * unit((BigInt(1) << 40) + (row % 10) * 784 + column) + 0.5 * unit(BigInt(row) * 784 + column)

  private def rows(total: Int, rank: Int, world: Int): Seq[(Seq[Float], Int)] = {
    val shard = GeneratedRows.shard(total, rank, world)
    val batches = shard.training(shard.trainingRows.toInt, 1, "data")
    try {
      batches.startEpoch(1)
      val batch = batches.next()
      (0 until batch.rows).map { row =>
        val values = (0 until 784).map(i => batch.features.get(row * 784 + i))
        (values, (0 until 10).indexWhere(i => batch.targets.get(row * 10 + i) == 1f))
      }
    } finally { batches.close(); shard.close() }
  }

  test("features are half a prototype of the class and half noise; a fifth of the labels is random") {
    val total = 60
    val found = rows(total, 0, 1)
    assert(found.size == total)
    val expected = (0 until total).map(row => ((0 until 784).map(feature(row, _).toFloat), label(row)))
    val byFeatures = expected.toMap[Seq[Float], Int]
    found.foreach { case (values, kind) => assert(byFeatures.get(values).contains(kind)) }
    val random = (0 until 10000).count(row => unit((BigInt(1) << 41) + row) < 0.2f)
    assert(math.abs(random - 2000) < 160, "four standard deviations")
  }

  test("a rank has every row of its own remainder") {
    val world = 3
    for (rank <- 0 until world) {
      val expected = (rank until 20 by world).map(row => (0 until 784).map(feature(row, _).toFloat)).toSet
      assert(rows(20, rank, world).map(_._1).toSet == expected)
    }
  }
}
