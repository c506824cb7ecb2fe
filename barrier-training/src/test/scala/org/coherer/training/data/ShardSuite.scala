package org.coherer.training.data

import org.coherer.training.encoding.Rescaling
import org.coherer.training.encoding.TargetEncoding
import java.io.UncheckedIOException
import java.nio.file.Paths
import java.util.Arrays.asList
import java.util.Collections

import scala.collection.mutable.ArrayBuffer

import org.coherer.testkit.transport.Holdings
import org.scalatest.funsuite.AnyFunSuite

class ShardSuite extends AnyFunSuite with WithRecords {

  private val layout = new RecordLayout(2, new TargetEncoding.ClassIndex(3))

  private def record(id: Int) = Record(Seq(id.toFloat, -id.toFloat), (id % 3).toFloat, id / 10f)

  /** All that a source hands out in an epoch: features, targets and weight of each row. */
  private def epoch(
      source: BatchSource,
      number: Int = 1,
      from: Long = 0
  ): Seq[(Seq[Float], Seq[Float], Float)] = {
    val found = ArrayBuffer[(Seq[Float], Seq[Float], Float)]()
    source.startAt(number, from)
    var batch = source.next()
    while (batch.rows() > 0) {
      val (wide, targets) = (batch.featureLength(), batch.targetLength())
      for (row <- 0 until batch.rows()) {
        found += ((
          (0 until wide).map(i => batch.features().get(row * wide + i)),
          (0 until targets).map(i => batch.targets().get(row * targets + i)),
          batch.weights().get(row)
        ))
      }
      batch = source.next()
    }
    found.toList
  }

  private def inOrder(shard: Shard, batchSize: Int = 3) = {
    val source = shard.validation(batchSize, "coherer-data-test")
    try epoch(source)
    finally source.close()
  }

  private def asValidation(block: RecordBlock) =
    new RecordBlock(
      block.partition,
      block.firstRow,
      block.rows,
      new RecordBlock.Kind(true, block.kind.sparse),
      block.records
    )

  test("rows come in the order of partition and row, whatever the order of arrival") {
    val blocks = Seq(
      block(0, 0, record(0), record(1)),
      block(0, 2, record(2)),
      block(1, 0),
      block(1, 0, record(3)),
      block(2, 0, record(4), record(5))
    ).map(asValidation)
    for (arrival <- blocks.permutations) {
      withShard(layout, arrival) { shard =>
        assert(inOrder(shard).map(_._1.head) == (0 until 6).map(_.toFloat))
      }
    }
    withShard(layout, blocks) { shard =>
      val source = shard.validation(2, "coherer-data-test")
      try assert(epoch(source, from = 2).map(_._1.head) == Seq(4f, 5f))
      finally source.close()
    }
  }

  test("a record becomes features, one-hot target and weight") {
    withBatches(layout, Seq(record(5)), 2) { source =>
      assert(epoch(source) == Seq((Seq(5f, -5f), Seq(0f, 0f, 1f), 0.5f)))
    }
  }

  test("rows for validation are not trained on") {
    val blocks = Seq(block(0, 0, record(0)), blockOf(validation, 0, 1, record(1), record(2)))
    withShard(layout, blocks) { shard =>
      assert(shard.trainingRows() == 1 && shard.validationRows() == 2)
      val trained = shard.training(4, 1, "coherer-data-test")
      assert(epoch(trained).map(_._1.head) == Seq(0f))
      trained.close()
      assert(inOrder(shard).map(_._1.head) == Seq(1f, 2f))
    }
  }

  test("the rows can be read again once a source is closed") {
    val blocks = Seq(block(0, 0, record(0), record(1)), blockOf(validation, 0, 2, record(2)))
    withShard(layout, blocks) { shard =>
      def trained(): Seq[Float] = {
        val source = shard.training(4, 1, "coherer-data-test")
        try epoch(source, 3).map(_._1.head)
        finally source.close()
      }
      assert(trained().sorted == Seq(0f, 1f) && trained() == trained())
      assert(inOrder(shard) == inOrder(shard) && inOrder(shard).map(_._1.head) == Seq(2f))
    }
  }

  test("an empty shard has no rows") {
    withShard(layout, Nil) { shard =>
      assert(shard.trainingRows() == 0 && shard.validationRows() == 0 && inOrder(shard).isEmpty)
    }
  }

  test("bytes are numbers without a sign, rescaled") {
    val bytes = new RecordLayout(3, FeatureType.UINT8, new Rescaling(0.5f, -1f), new TargetEncoding.Values(1))
    val builder = new BlockBuilder(bytes, 0, validation, 1000)
    builder.add(0, Array[Byte](0, -1, 100), Array(7.5f), 1f)
    withShard(bytes, Seq(builder.take())) { shard =>
      assert(inOrder(shard) == Seq((Seq(-1f, 126.5f, 49f), Seq(7.5f), 1f)))
    }
  }

  test("floats are rescaled, those that a sparse vector leaves out too") {
    val scaled = new RecordLayout(5, FeatureType.FLOAT32, new Rescaling(2f, 1f), new TargetEncoding.Values(1))
    val sparse = new BlockBuilder(scaled, 0, new RecordBlock.Kind(true, true), 1000)
    sparse.add(0, Array(1, 4), Array(3f, -1f), 2, Array(1f), 1f)
    sparse.add(1, Array(9f, 8f, 7f, 6f, 5f), Array(2f), 1f)
    sparse.add(2, Array[Int](), Array[Float](), 0, Array(3f), 1f)
    val dense = new BlockBuilder(scaled, 1, validation, 1000)
    dense.add(0, Array(0f, 1f, 2f, 3f, 4f), Array(4f), 1f)
    withShard(scaled, Seq(dense.take(), sparse.take())) { shard =>
      assert(
        inOrder(shard).map(_._1) == Seq(
          Seq(1f, 7f, 1f, 1f, -1f),
          Seq(19f, 17f, 15f, 13f, 11f),
          Seq.fill(5)(1f),
          Seq(1f, 3f, 5f, 7f, 9f)
        )
      )
    }
  }

  /** Blocks of ten rows each, whose first feature is the number of the row. */
  private def blocks(rows: Int): Seq[RecordBlock] =
    (0 until rows).grouped(10).map(ids => block(0, ids.head.toLong, ids.map(record): _*)).toList

  for (memory <- Seq(1L, 170L, 500L, 1L << 30); encrypted <- Seq(false, true)) {
    val what = s"$memory bytes of memory${if (encrypted) ", encrypted" else ""}"
    test(s"every row once in each epoch, in an order that depends on seed and epoch alone: $what") {
      def epochs(seed: Long): Seq[Seq[Int]] = withShard(layout, blocks(203), memory, encrypted) { shard =>
        val source = shard.training(7, seed, "coherer-data-test")
        try Seq(1, 2, 1).map(number => epoch(source, number).map(_._1.head.toInt))
        finally source.close()
      }
      val found = epochs(1)
      found.foreach(one => assert(one.sorted == (0 until 203)))
      assert(found(0) == found(2) && found(0) != found(1))
      assert(epochs(1) == found && epochs(2) != found)
    }

    test(s"an epoch that is begun at a batch goes on as one that is begun at its start: $what") {
      withShard(layout, blocks(203), memory, encrypted) { shard =>
        val source = shard.training(7, 1, "coherer-data-test")
        try {
          val whole = epoch(source, 2)
          for (batch <- Seq(0, 1, 10, 28, 29, 30))
            assert(epoch(source, 2, from = batch.toLong) == whole.drop(batch * 7))
        } finally source.close()
        val measured = shard.validation(3, "coherer-data-test")
        try assert(epoch(measured, from = 1).isEmpty)
        finally measured.close()
      }
    }

    test(s"rows of many blocks are mixed, as many as fit: $what") {
      withShard(layout, blocks(400), memory, encrypted) { shard =>
        val source = shard.training(10, 3, "coherer-data-test")
        try {
          val first = epoch(source).take(10).map(_._1.head.toInt / 10).distinct.size
          assert(first >= math.min(4, memory / 4 * 3 / 160), s"rows of $first blocks are in the first batch")
        } finally source.close()
      }
    }
  }

  test("a batch larger than the shard takes no more memory than its rows") {
    withShard(layout, blocks(20)) { shard =>
      val batches = shard.training(Int.MaxValue, 1, "coherer-data-test")
      try assert(epoch(batches).size == 20 && epoch(batches, number = 2).size == 20)
      finally batches.close()
    }
  }

  test("batches for which there is no memory leave nothing mapped or open") {
    val width = 1 << 24
    val wide = new RecordLayout(width, new TargetEncoding.Values(1))
    val builder = new BlockBuilder(wide, 0, new RecordBlock.Kind(false, true), 1000)
    for (row <- 0 until 40) builder.add(row.toLong, Array(1), Array(3f), 1, Array(1f), 1f)
    val rows = builder.take()
    val before = Holdings.now()
    withShard(wide, Seq(rows)) { shard =>
      intercept[ArithmeticException](shard.training(40, 1, "coherer-data-test"))
    }
    assert(Holdings.now().copy(buffers = Map()).within(before), s"${Holdings.now()}, before: $before")
    val refused = intercept[IllegalArgumentException](wide.checkBatch(40))
    assert(
      refused.getMessage == "Invalid batchSize 40: a batch of so many rows of 16777216 values takes 2684354560 bytes " +
        "(must be at most 2147483647)"
    )
    wide.checkBatch(31)
  }

  test("a block made for another layout is refused") {
    val other = new RecordLayout(3, new TargetEncoding.ClassIndex(3))
    val message = intercept[IllegalStateException] {
      withShard(other, Seq(block(0, 0, record(1))))(_ => fail("loaded"))
    }.getMessage
    assert(message == "Block of partition 0 at row 0 has 16 bytes (must be 1 records of 20)")
  }

  test("the first folder that can hold files is taken; where none can, all are named") {
    withFolder { folder =>
      val missing = Paths.get("/nonexistent/coherer")
      val settings = new CacheSettings(asList(missing, folder), 1 << 20, false)
      Shard.load(layout, asList(block(0, 0, record(1))).iterator(), settings).close()
      val none = new CacheSettings(Collections.singletonList(missing), 1 << 20, false)
      val message = intercept[UncheckedIOException](
        Shard.load(layout, Collections.emptyIterator[RecordBlock](), none)
      ).getMessage
      assert(message == "Cannot create a file for the epoch cache in any of [/nonexistent/coherer]")
    }
  }
}
