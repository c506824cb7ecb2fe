package org.coherer.connector.data

import java.nio.{ByteBuffer, ByteOrder}

import scala.collection.mutable

import org.apache.spark.ml.linalg.Vectors
import org.apache.spark.sql.DataFrame
import org.apache.spark.sql.functions.{col, lit, when}
import org.coherer.connector.WithSpark
import org.coherer.training.data.{RecordLayout, TargetEncoding}
import org.scalatest.funsuite.AnyFunSuite

class ShardsSuite extends AnyFunSuite with WithSpark {

  private val layout = new RecordLayout(2, new TargetEncoding.ClassIndex(5))
  private val columns = new TrainingColumns("features", "label", null)

  private def frame(rows: Int, partitions: Int): DataFrame = {
    val session = spark
    import session.implicits._
    spark.sparkContext
      .parallelize(0 until rows, partitions)
      .map(i => (Vectors.dense(i.toDouble, -i.toDouble), i % 5))
      .toDF("features", "label")
  }

  /** The first feature of every record, by rank. */
  private def ids(data: DataFrame, workers: Int, by: TrainingColumns = columns): Map[Int, Seq[Int]] = {
    val shards = Shards.of(data, by, layout, workers)
    try {
      val found = mutable.Map[Int, Seq[Int]]().withDefaultValue(Nil)
      shards.byRank().collect().forEach { pair =>
        val block = pair._2
        val floats = ByteBuffer.wrap(block.records()).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer()
        found(pair._1) ++= (0 until block.rows()).map(row => floats.get(row * 4).toInt)
      }
      found.toMap
    } finally shards.close()
  }

  for (
    rows <- Seq(1, 2, 3, 7, 100, 40000); workers <- Seq(1, 2, 3); partitions <- Seq(1, 4)
    if rows < 40000 || workers == 3
  ) {
    test(s"$rows rows in $partitions partitions go to $workers workers, each once and balanced") {
      val shards = ids(frame(rows, partitions), workers)
      assert(shards.values.flatten.toSeq.sorted == (0 until rows))
      val sizes = (0 until workers).map(rank => shards.getOrElse(rank, Nil).size)
      assert(sizes.max - sizes.min <= 1)
    }
  }

  test("rows that all lie in one of many partitions are balanced too") {
    val skewed = frame(90, 1).union(frame(0, 3))
    assert(ids(skewed, 3).values.map(_.size).toSeq == Seq(30, 30, 30))
  }

  test("the same rows go to the same ranks every time") {
    assert(ids(frame(1000, 4), 3) == ids(frame(1000, 4), 3))
  }

  test("a column with a dot in its name is a column, not a field") {
    val dotted = frame(3, 1).withColumnRenamed("features", "a.b")
    assert(ids(dotted, 1, new TrainingColumns("a.b", "label", null))(0).sorted == Seq(0, 1, 2))
  }

  private def refusal(data: DataFrame, by: TrainingColumns = columns): String = {
    val message = intercept[IllegalArgumentException](Shards.of(data, by, layout, 2)).getMessage
    assert(spark.sparkContext.getPersistentRDDs.isEmpty, "storage is left behind")
    message
  }

  test("an empty DataFrame is refused") {
    assert(refusal(frame(0, 2)) == "Cannot train on an empty DataFrame (it has no rows)")
  }

  test("a label that is no class of the network is refused with its row") {
    for (bad <- Seq(5.0, -1.0, 0.5, Double.NaN)) {
      val data = frame(10, 2).withColumn("label", when(col("label") === 3, bad).otherwise(col("label")))
      assert(
        refusal(data) ==
          s"Invalid label $bad in column 'label' (must be an integer in [0, 5): the network has 5 outputs), " +
          "in row 3 of partition 0, counted from 0"
      )
    }
  }

  test("a null label is refused") {
    val data = frame(4, 1).withColumn("label", lit(null).cast("int"))
    assert(refusal(data).startsWith("Invalid null in column 'label' (must be a value), in row 0"))
  }

  test("NaN in the features is refused with column and row; the first of several is named") {
    val session = spark
    import session.implicits._
    val rows = (0 until 9).map(i => (Vectors.dense(if (i > 6) Double.NaN else i, 0), 0))
    val data = spark.sparkContext.parallelize(rows, 3).toDF("features", "label")
    assert(
      refusal(
        data
      ) == "Invalid value NaN at index 0 in column 'features' (must be a finite 32-bit number), " +
        "in row 1 of partition 2, counted from 0"
    )
  }

  test("weights must be finite and not negative") {
    val weighted = new TrainingColumns("features", "label", "w")
    for (bad <- Seq("-1.0", "NaN", "Infinity")) {
      val data = frame(4, 1).withColumn("w", lit(bad.toDouble))
      assert(
        refusal(data, weighted)
          .startsWith(s"Invalid weight $bad in column 'w' (must be a finite number of at least 0)")
      )
    }
    val nulls = frame(4, 1).withColumn("w", lit(null).cast("double"))
    assert(refusal(nulls, weighted).startsWith("Invalid weight null in column 'w'"))
  }
}
