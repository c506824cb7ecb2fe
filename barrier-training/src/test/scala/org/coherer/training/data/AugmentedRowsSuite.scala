package org.coherer.training.data

import java.util.Arrays.asList

import scala.collection.mutable.ArrayBuffer

import org.coherer.training.augmentation.{Augmentation, ImageAugmentation}
import org.coherer.training.encoding.{
  EmbeddingEncoding,
  FeatureEncoding,
  Rescaling,
  Standardization,
  TargetEncoding
}
import org.coherer.training.embedding.EmbeddingInput
import org.coherer.training.engine.ImageShape
import org.coherer.training.engine.ImageShape.Order
import org.scalatest.funsuite.AnyFunSuite

/** Images that are varied on the thread that assembles batches. */
class AugmentedRowsSuite extends AnyFunSuite with WithRecords {

  private val Side = 6
  private val Length = Side * Side
  private val classes = new TargetEncoding.ClassIndex(2)
  private val records =
    Seq.tabulate(23)(i => Record(Seq.tabulate(Length)(p => (i * 64 + p).toFloat), (i % 2).toFloat))
  private val image = new ImageShape(1, Side, Side, Order.CHANNELS_LAST)

  private def steps(some: Augmentation*) = new ImageAugmentation(asList(some: _*), image, 0, false)

  private val many = steps(
    Augmentation.randomHorizontalFlip(),
    Augmentation.randomCrop(2),
    Augmentation.randomRotation(15),
    Augmentation.mixup(0.4)
  )

  private def layout(encoding: FeatureEncoding): RecordLayout =
    new RecordLayout(Length, FeatureType.FLOAT32, encoding, classes)

  private val plain = layout(Rescaling.NONE)
  private val blocks = records.grouped(5).toSeq.zipWithIndex.map { case (rows, i) => block(i, 0, rows: _*) }

  /** Features and targets of the rows of an epoch, from one of its batches on. */
  private def epoch(source: BatchSource, number: Int, from: Long = 0): Seq[(Seq[Float], Seq[Float])] = {
    source.startAt(number, from)
    val rows = ArrayBuffer[(Seq[Float], Seq[Float])]()
    var batch = source.next()
    while (batch.rows() > 0) {
      for (row <- 0 until batch.rows())
        rows += ((
          Seq.tabulate(Length)(i => batch.features().get(row * Length + i)),
          Seq.tabulate(2)(i => batch.targets().get(row * 2 + i))
        ))
      batch = source.next()
    }
    rows.toList
  }

  private def withRows[A](
      augmentation: ImageAugmentation,
      layout: RecordLayout = plain,
      seed: Long = 3,
      memory: Long = 1 << 30
  )(body: (Shard, BatchSource) => A): A = withShard(layout, blocks, memory) { shard =>
    val batches = shard.training(4, seed, augmentation, "coherer-data-test")
    try body(shard, batches)
    finally batches.close()
  }

  test("an epoch that is begun at any of its batches has the bits of the whole one") {
    for (memory <- Seq(1L << 30, 2048L)) withRows(many, memory = memory) { (_, batches) =>
      val whole = epoch(batches, 2)
      assert(whole.size == records.size)
      for (from <- 5L to 0L by -1L) assert(epoch(batches, 2, from) == whole.drop(from.toInt * 4))
      assert(epoch(batches, 3) != whole)
      withRows(many, memory = memory)((_, others) => assert(epoch(others, 2) == whole))
      withRows(many, seed = 4, memory = memory)((_, others) => assert(epoch(others, 2) != whole))
    }
  }

  test("rows come in the order that they have without augmentation, once in each epoch") {
    withRows(steps(Augmentation.randomCrop(1, -1))) { (shard, batches) =>
      val plainBatches = shard.training(4, 3, "coherer-data-test")
      try
        for (number <- 1 to 3) {
          val varied = epoch(batches, number)
          val original = epoch(plainBatches, number)
          for ((a, b) <- varied.zip(original)) {
            assert(a._2 == b._2)
            assert(a._1.filter(_ >= 0).forall(value => b._1.contains(value)))
          }
          assert(varied.exists { case (row, _) => row.contains(-1f) })
        }
      finally plainBatches.close()
    }
  }

  test("rows are varied before they are scaled, and validation rows not at all") {
    val standard = new Standardization(Array.fill(Length)(100f), Array.tabulate(Length)(i => 0.5f + i))
    for (encoding <- Seq[FeatureEncoding](new Rescaling(0.5f, 1), standard)) {
      val raw = withRows(many)((_, batches) => epoch(batches, 1))
      // Mixup is linear, so it does not matter that it comes behind the scaling.
      withRows(many, layout(encoding)) { (_, batches) =>
        for ((found, expected) <- epoch(batches, 1).zip(raw)) {
          val scaled = new Array[Float](Length)
          encoding.encode(expected._1.toArray, scaled)
          found._1.zip(scaled).foreach { case (a, b) =>
            assert(math.abs(a - b) <= 1e-4 * math.max(1, math.abs(b)))
          }
        }
      }
    }
    val held = blockOf(validation, 9, 0, records: _*)
    withShard(plain, Seq(blocks.head, held)) { shard =>
      val batches = shard.validation(4, "coherer-validation-test")
      try assert(epoch(batches, 1).map(_._1) == records.map(_.features))
      finally batches.close()
    }
  }

  test("bytes are varied like the floats that they stand for") {
    val bytes = new RecordLayout(Length, FeatureType.UINT8, new Rescaling(1f / 255, 0), classes)
    val builder = new BlockBuilder(bytes, 0, training, 1 << 20)
    val few = records.map(record => record.copy(features = record.features.map(_ % 256)))
    few.zipWithIndex.foreach { case (record, i) =>
      builder.add(i.toLong, record.features.map(_.toByte).toArray, Array(record.label), 1f)
    }
    def found(layout: RecordLayout, rows: RecordBlock) = withShard(layout, Seq(rows)) { shard =>
      val batches = shard.training(4, 3, many, "coherer-data-test")
      try epoch(batches, 1)
      finally batches.close()
    }
    assert(found(bytes, builder.take()) == found(layout(new Rescaling(1f / 255, 0)), block(0, 0, few: _*)))
  }

  test("images of bytes stay from 0 to 255 also where a record has them as floats") {
    def range(bytes: Boolean) = {
      val varied = new ImageAugmentation(asList(Augmentation.colorJitter(1, 1)), image, 0, bytes)
      val few = records.map(record => record.copy(features = record.features.map(_ % 256)))
      withShard(plain, Seq(block(0, 0, few: _*))) { shard =>
        val batches = shard.training(4, 3, varied, "coherer-data-test")
        try {
          val found = (1 to 5).flatMap(epoch(batches, _)).flatMap(_._1)
          (found.min, found.max)
        } finally batches.close()
      }
    }
    assert(range(bytes = true) == ((0f, 255f)))
    assert(range(bytes = false)._1 < 0 && range(bytes = false)._2 > 255)
  }

  test("rows that are not numbers alone are refused") {
    val ids = new EmbeddingEncoding(
      Rescaling.NONE,
      Length,
      java.util.Collections.singletonList(EmbeddingInput.of("user", 2))
    )
    val both =
      new RecordLayout(Length + EmbeddingEncoding.idFloats(ids.inputs()), FeatureType.FLOAT32, ids, classes)
    withShard(both, Nil) { shard =>
      val refused = intercept[IllegalArgumentException](shard.training(4, 1, many, "coherer-data-test"))
      assert(
        refused.getMessage.startsWith("Invalid augmentation randomHorizontalFlip(probability=0.5) of rows")
      )
      assert(refused.getMessage.endsWith("(must be rows of numbers alone)"))
    }
  }
}
