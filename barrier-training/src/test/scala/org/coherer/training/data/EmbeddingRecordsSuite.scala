package org.coherer.training.data

import java.util.Arrays.asList

import scala.collection.mutable.ArrayBuffer

import org.coherer.training.embedding.{EmbeddingInput, EmbeddingSpec, IdCode}
import org.coherer.training.encoding.{
  ColumnEncoding,
  EmbeddingEncoding,
  FeatureEncoding,
  NumberEncoding,
  Rescaling,
  Standardization,
  TableEncoding,
  TargetEncoding
}
import org.scalatest.funsuite.AnyFunSuite

/** Rows with columns of ids, from records to batches. */
class EmbeddingRecordsSuite extends AnyFunSuite with WithRecords {

  private val user = new EmbeddingInput("user", 1, EmbeddingSpec.of("user", 8))
  private val items = new EmbeddingInput("items", 3, EmbeddingSpec.of("items", 4))

  private def layoutOf(features: FeatureEncoding, length: Int): RecordLayout = {
    val encoding = new EmbeddingEncoding(features, length, asList(user, items))
    new RecordLayout(
      length + encoding.idFloats(),
      FeatureType.FLOAT32,
      encoding,
      new TargetEncoding.ClassIndex(2)
    )
  }

  private def code(most: Int, ids: Long*): Seq[Float] = {
    val floats = new Array[Float](1 + most * IdCode.FLOATS)
    floats(0) = ids.size.toFloat
    ids.zipWithIndex.foreach { case (id, i) => IdCode.encode(id, floats, 1 + i * IdCode.FLOATS) }
    floats.toSeq
  }

  private def userOf(i: Int): Long = Long.MaxValue - i

  private def idsOf(i: Int): Seq[Float] =
    code(1, userOf(i)) ++ code(3, (0 until i % 4).map(k => 1000L * i + k): _*)

  private def featuresOf(i: Int): Seq[Float] = Seq(i.toFloat, -2f * i)

  /** The features of all rows, as batches have them, ordered by their ids. */
  private def read(layout: RecordLayout, blocks: RecordBlock*): Seq[Seq[Float]] =
    withShard(layout, blocks) { shard =>
      val source = shard.training(4, 7, "coherer-data-test")
      try {
        source.startEpoch(1)
        val rows = ArrayBuffer[Seq[Float]]()
        var batch = source.next()
        while (batch.rows() > 0) {
          val width = batch.featureLength()
          assert(width == layout.inputLength())
          for (row <- 0 until batch.rows())
            rows += (0 until width).map(i => batch.features().get(row * width + i))
          batch = source.next()
        }
        val userAt = layout.inputLength() - user.floats() - items.floats() + 1
        rows.toList.sortBy(row => -IdCode.decode(row.toArray, userAt))
      } finally source.close()
    }

  private def block(layout: RecordLayout, rows: Seq[Seq[Float]]): RecordBlock = {
    val builder = new BlockBuilder(layout, 0, training, 1 << 20)
    rows.zipWithIndex.foreach { case (row, i) => builder.add(i.toLong, row.toArray, Array(1f), 1f) }
    builder.take()
  }

  /** Every second row is sparse, the others are dense ones among them. */
  private def mixed(layout: RecordLayout, rows: Seq[Seq[Float]]): RecordBlock = {
    val builder = new BlockBuilder(layout, 0, new RecordBlock.Kind(false, true), 1 << 20)
    rows.zipWithIndex.foreach { case (row, i) =>
      val there = row.indices.filter(row(_) != 0f)
      if (i % 2 == 0)
        builder.add(i.toLong, there.toArray, there.map(row).toArray, there.size, Array(1f), 1f)
      else builder.add(i.toLong, row.toArray, Array(1f), 1f)
    }
    builder.take()
  }

  private val table = new TableEncoding(
    asList[ColumnEncoding](
      new NumberEncoding(1f, 2f, 0f, true, true),
      new NumberEncoding(0f, 1f, 0f, false, false)
    )
  )

  private val encodings = Seq[(String, FeatureEncoding, Seq[Float] => Seq[Float])](
    ("as they are", Rescaling.NONE, identity),
    ("rescaled", new Rescaling(2f, 1f), _.map(_ * 2 + 1)),
    (
      "standardized",
      new Standardization(Array(1f, 2f), Array(0.5f, 4f)),
      row => Seq((row(0) - 1) * 0.5f, (row(1) - 2) * 4f)
    ),
    ("of a table", table, row => Seq((row(0) - 1) * 2f, 0f, row(1)))
  )

  for ((how, encoding, encoded) <- encodings) {
    test(s"a batch has features $how and ids behind them, bit by bit, of dense and sparse records") {
      val layout = layoutOf(encoding, 2)
      val rows = (0 until 11).map(i => featuresOf(i) ++ idsOf(i))
      val expected = (0 until 11).map(i => encoded(featuresOf(i)) ++ idsOf(i))
      assert(read(layout, block(layout, rows)) == expected)
      assert(read(layout, mixed(layout, rows)) == expected)
    }
  }

  test("a row may have ids alone") {
    val layout = layoutOf(Rescaling.NONE, 0)
    val rows = (0 until 11).map(idsOf)
    assert(layout.inputLength() == 14 && layout.networkLength() == 12)
    assert(read(layout, block(layout, rows)) == rows)
    assert(read(layout, mixed(layout, rows)) == rows)
  }

  test("ids tell rows from others, in whichever record they lie") {
    val layout = layoutOf(Rescaling.NONE, 2)
    val rows = (0 until 11).map(i => featuresOf(i) ++ idsOf(i))
    def digest(blocks: RecordBlock*): Long = {
      val digest = new RowsDigest(layout)
      blocks.foreach(digest.add)
      digest.value()
    }
    val other = rows.updated(3, featuresOf(3) ++ idsOf(3).updated(1, 5f))
    assert(digest(block(layout, rows)) != digest(block(layout, other)))
    assert(digest(mixed(layout, rows)) != digest(mixed(layout, other)))
  }

  private def refusal(body: => Any): String = intercept[IllegalArgumentException](body).getMessage

  test("ids are no bytes, and no target of an autoencoder") {
    val ids = new EmbeddingEncoding(Rescaling.NONE, 2, asList(user))
    val length = 2 + user.floats()
    assert(
      refusal(new RecordLayout(length, FeatureType.UINT8, ids, new TargetEncoding.ClassIndex(2))) ==
        "Cannot store ids as bytes (rows with columns of ids are records of floats)"
    )
    assert(
      refusal(new RecordLayout(length, FeatureType.FLOAT32, ids, new TargetEncoding.Inputs(length))) ==
        "Invalid target of a row's own inputs beside columns of ids (ids are no numbers that an autoencoder can " +
        "predict: leave the columns of ids out)"
    )
    assert(
      refusal(new RecordLayout(length + 1, FeatureType.FLOAT32, ids, new TargetEncoding.ClassIndex(2))) ==
        "Cannot encode records of 7 numbers (features and ids have 6)"
    )
  }

  test("a batch must fit with its ids, and with the rows of tables in their place") {
    val wide = new EmbeddingInput("user", 1, EmbeddingSpec.of("user", 1 << 14))
    val layout = new RecordLayout(
      wide.floats(),
      FeatureType.FLOAT32,
      new EmbeddingEncoding(Rescaling.NONE, 0, asList(wide)),
      new TargetEncoding.ClassIndex(2)
    )
    layout.checkBatch(32767)
    assert(
      refusal(layout.checkBatch(32768))
        .startsWith("Invalid batchSize 32768: a batch of so many rows of 16384 values")
    )
  }
}
