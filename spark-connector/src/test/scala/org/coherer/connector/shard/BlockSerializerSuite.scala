package org.coherer.connector.shard

import java.io.{ByteArrayInputStream, ByteArrayOutputStream, IOException}
import java.util.Collections

import scala.reflect.ClassTag

import org.apache.spark.ml.linalg.Vectors
import org.coherer.connector.column.{FeatureBinding, InvalidPolicy, TrainingColumns}
import org.coherer.testkit.WithSpark
import org.coherer.training.data.{RecordBlock, RecordLayout}
import org.coherer.training.encoding.TargetEncoding
import org.scalatest.funsuite.AnyFunSuite

class BlockSerializerSuite extends AnyFunSuite with WithSpark {

  override protected def sparkSettings = Map("spark.sql.shuffle.partitions" -> "3")

  private val serializer = new BlockSerializer().newInstance()

  private val blocks = Seq(
    3 -> new RecordBlock(1, 5000000000L, 2, new RecordBlock.Kind(true, false), Array[Byte](1, 2, 3)),
    0 -> new RecordBlock(7, 0, 0, new RecordBlock.Kind(false, true), Array[Byte]())
  )

  private def written: Array[Byte] = {
    val bytes = new ByteArrayOutputStream()
    val stream = serializer.serializeStream(bytes)
    blocks.foreach { case (rank, block) =>
      stream
        .writeKey(Int.box(rank))(ClassTag(classOf[Integer]))
        .writeValue(block)(ClassTag(classOf[RecordBlock]))
    }
    stream.close()
    bytes.toByteArray
  }

  private def read(bytes: Array[Byte]): Seq[(Any, RecordBlock)] =
    serializer
      .deserializeStream(new ByteArrayInputStream(bytes))
      .asKeyValueIterator
      .map { case (rank, block) => (rank, block.asInstanceOf[RecordBlock]) }
      .toList

  test("what is read is what was written") {
    val found = read(written)
    assert(found.map(_._1) == blocks.map(_._1))
    found.zip(blocks).foreach { case ((_, block), (_, expected)) =>
      assert(block.partition == expected.partition && block.firstRow == expected.firstRow)
      assert(block.rows == expected.rows && block.kind == expected.kind)
      assert(block.records.toSeq == expected.records.toSeq)
    }
  }

  test("a stream that ends in the middle of a block is not taken for a shorter one") {
    val bytes = written
    val wholePairs = 3 + 1 + (4 + 4 + 8 + 4 + 2 + 4) // Where the first pair ends, after its rank.
    for (length <- Seq(4, 10, wholePairs - 2, bytes.length - 1)) {
      val failure = intercept[IOException](read(bytes.take(length)))
      assert(failure.getMessage == "A stream of record blocks ends in the middle of a block", s"at $length")
    }
  }

  test("more ranks than Spark writes a file each for") {
    val session = spark
    import session.implicits._
    val data = spark.sparkContext
      .parallelize(0 until 1000, 3)
      .map(i => (Vectors.dense(i.toDouble), i % 2))
      .toDF("features", "label")
    val columns = new TrainingColumns(
      FeatureBinding.column(data.schema, "features", Collections.emptyList()),
      "label",
      null,
      null
    )
    val layout = new RecordLayout(1, new TargetEncoding.ClassIndex(2))
    val balance = new ShardBalance(250, 4, false)
    val shards =
      Shards.of(data, new ShardingPlan(columns, layout, InvalidPolicy.ERROR, balance, ValidationSplit.NONE))
    try {
      val found = shards.byRank().collect()
      assert(found.stream().mapToInt(pair => pair._2.rows).sum() == 1000)
      assert(found.stream().map[Integer](pair => pair._1).distinct().count() == 250)
    } finally shards.close()
  }
}
