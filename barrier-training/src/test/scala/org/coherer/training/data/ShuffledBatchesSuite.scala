package org.coherer.training.data

import org.scalatest.funsuite.AnyFunSuite

class ShuffledBatchesSuite extends AnyFunSuite with WithRecords {

  private val layout = new RecordLayout(1, new TargetEncoding.ClassIndex(2))

  private def batches(rows: Int, batchSize: Int, seed: Long = 1) =
    new ShuffledBatches(
      store(layout, (0 until rows).map(id => Record(Seq(id.toFloat), (id % 2).toFloat))),
      batchSize,
      seed
    )

  /** The rows of each batch of an epoch, until the first empty batch. */
  private def epoch(source: BatchSource, number: Int): Seq[Seq[Int]] = {
    source.startEpoch(number)
    Iterator
      .continually(source.next())
      .takeWhile(_.rows() > 0)
      .map(batch => (0 until batch.rows()).map(batch.features().get(_).toInt))
      .toList
  }

  for (rows <- Seq(0, 1, 4, 5, 6, 97); batchSize <- Seq(1, 5)) {
    test(s"$rows rows in batches of $batchSize: every row once in each epoch, only the last batch short") {
      val source = batches(rows, batchSize)
      for (number <- 1 to 3) {
        val found = epoch(source, number)
        assert(found.flatten.sorted == (0 until rows))
        assert(found.dropRight(1).forall(_.size == batchSize))
      }
    }
  }

  test("a used-up shard gives empty batches as long as it is asked") {
    val source = batches(3, 2)
    epoch(source, 1)
    assert(Seq.fill(3)(source.next().rows()) == Seq(0, 0, 0))
  }

  test("epochs differ, and each depends on the seed and its number alone") {
    val source = batches(50, 8)
    val first = epoch(source, 1)
    val second = epoch(source, 2)
    assert(first != second)
    assert(epoch(batches(50, 8), 2) == second)
    assert(epoch(source, 1) == first)
    assert(epoch(batches(50, 8, seed = 2), 1) != first)
  }

  test("every position is equally likely for a row") {
    val source = batches(5, 5)
    val positions = (1 to 5000).map(number => epoch(source, number).head.indexOf(0))
    positions.groupBy(identity).values.foreach { same =>
      assert(math.abs(same.size - 1000) < 4 * math.sqrt(1000 * 0.8))
    }
  }
}
