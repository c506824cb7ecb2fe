package org.coherer.connector.profile

import java.nio.{ByteBuffer, ByteOrder}
import java.util.Collections.{emptyList, singletonList}

import scala.collection.mutable

import org.apache.spark.ml.linalg.Vectors
import org.apache.spark.sql.DataFrame
import org.apache.spark.sql.functions.{col, lit, when}
import org.coherer.connector.column.{FeatureBinding, InvalidPolicy, TargetBinding, TrainingColumns}
import org.coherer.connector.row.LabelDictionary
import org.coherer.connector.shard.{Reading, ShardBalance, ShardingPlan, Shards, ValidationSplit}
import org.coherer.testkit.WithSpark
import org.coherer.training.data.RecordLayout
import org.coherer.training.encoding.{ValueCode, Rescaling, TargetEncoding}
import org.scalatest.funsuite.AnyFunSuite

/** What is learned of rows in the pass that reads them. */
class ProfileSuite extends AnyFunSuite with WithSpark {

  private val colors = Seq("red", "green", "blue")

  private def frame(rows: Int, partitions: Int): DataFrame = {
    val session = spark
    import session.implicits._
    val names = colors
    spark.sparkContext
      .parallelize(0 until rows, partitions)
      .map(i => (Vectors.dense(i.toDouble, 5.0), names(i % 3), i * 2.0, i % 2 == 0))
      .toDF("features", "color", "number", "truth")
  }

  private def plan(
      data: DataFrame,
      label: String,
      stratified: Boolean = false,
      fraction: Double = 0,
      targets: Boolean = false
  ): ShardingPlan = {
    val features = FeatureBinding.column(data.schema, "features", emptyList[Integer]())
    val target =
      if (targets) TargetBinding.column(data.schema, label, "labelCol")
      else TargetBinding.label(data.schema, label, "labelCol")
    val labels = if (targets) Profiling.Labels.NONE else Profiling.Labels.CODES
    new ShardingPlan(
      new TrainingColumns(singletonList(features), singletonList(target), null, null),
      singletonList(Integer.valueOf(2)),
      new RecordLayout(2, new TargetEncoding.Values(1)),
      new Reading(InvalidPolicy.ERROR, new Profiling(labels, true, targets)),
      emptyList[java.lang.Double](),
      new ShardBalance(2, 4, stratified),
      new ValidationSplit(fraction, 1)
    )
  }

  private def profiled[A](data: DataFrame, plan: ShardingPlan)(body: Shards => A): A = {
    val shards = Shards.of(data, plan)
    try body(shards)
    finally shards.close()
  }

  test("labels are texts, numbers or booleans, in their natural order, with their rows") {
    def table(label: String) = profiled(frame(100, 3), plan(frame(100, 3), label))(_.profile().labels(true))
    assert(table("color").labels() == java.util.Arrays.asList[Object]("blue", "green", "red"))
    assert(table("color").rows() == java.util.Arrays.asList[java.lang.Long](33L, 33L, 34L))
    val truths = table("truth").labels()
    assert(truths == java.util.Arrays.asList[Object](Boolean.box(false), Boolean.box(true)))
    assert(table("number").labels().get(1) == Double.box(2.0) && table("number").labels().size() == 100)
    assert(!table("number").areIndices() && table("number").areIndicesBelow(199))
    assert(!table("number").areIndicesBelow(198) && !table("color").areIndicesBelow(9))
  }

  test("a record has the code of its label, whatever the partitions") {
    for (partitions <- Seq(1, 4); stratified <- Seq(false, true)) {
      val data = frame(100, partitions)
      val found = mutable.Map[Int, Float]()
      profiled(data, plan(data, "color", stratified)) { shards =>
        shards.byRank().values().collect().forEach { block =>
          val floats = ByteBuffer.wrap(block.records()).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer()
          (0 until block.rows()).foreach(row => found(floats.get(row * 4 + 2).toInt) = floats.get(row * 4))
        }
      }
      assert(found.size == 100)
      found.foreach { case (id, code) => assert(code == LabelDictionary.codeOf(colors(id % 3))) }
    }
  }

  test("a partition that is read again in another order has the same codes and counts as the same") {
    def codes(data: DataFrame) = profiled(data, plan(data, "color", stratified = true)) { shards =>
      shards.byRank().values().collect().toArray.length
      shards.profile().labels(true)
    }
    val data = frame(50, 1)
    assert(codes(data) == codes(data.orderBy(col("number").desc).coalesce(1)))
  }

  test(
    "rows that were all set aside are trained on, if there is no validation set, and refused if there is"
  ) {
    val data = frame(4, 1)
    def prepared(validated: Boolean): Unit = {
      val shards = Shards.read(data, plan(data, "color", fraction = 0.999999))
      try {
        assert(shards.trainingRows() == 0 && shards.validationRows() == 4)
        shards.prepare(2, validated)
      } finally shards.close()
    }
    prepared(validated = false)
    assert(
      intercept[IllegalArgumentException](prepared(validated = true)).getMessage ==
        "No row is left to train on: 4 are in the validation set, 0 were skipped"
    )
  }

  test("moments are those of the rows that are trained on, or of all") {
    val data = frame(400, 3)
    profiled(data, plan(data, "number", fraction = 0.25, targets = true)) { shards =>
      val profile = shards.profile()
      val training = profile.features(false)
      assert(training.weight() == shards.trainingRows() && shards.validationRows() > 50)
      val all = profile.features(true)
      assert(all.weight() == 400 && math.abs(all.mean(0) - 199.5) < 1e-9 && all.mean(1) == 5.0)
      assert(math.abs(all.variance(0) - (400.0 * 400 - 1) / 12) < 1e-8 && all.variance(1) == 0)
      assert(math.abs(profile.targets(true).mean(0) - 399) < 1e-9 && !profile.sparse())
    }
  }

  test("sparse rows are noticed") {
    val session = spark
    import session.implicits._
    val data = Seq(
      (Vectors.sparse(2, Array[Int](), Array[Double]()), "a"),
      (Vectors.dense(2.0, 4.0), "b")
    ).toDF("features", "color").coalesce(1)
    profiled(data, plan(data, "color")) { shards =>
      val profile = shards.profile()
      assert(profile.sparse() && profile.features(true).mean(0) == 1.0)
      assert(profile.features(true).variance(1) == 4.0)
    }
  }

  test("labels that are missing, not finite, too large or too many are refused") {
    def refusal(data: DataFrame, label: String) =
      intercept[IllegalArgumentException](profiled(data, plan(data, label))(_ => ())).getMessage
    val data = frame(10, 1)
    val missing = data.withColumn("color", when(col("number") < 5, col("color")))
    assert(
      refusal(missing, "color").startsWith("Invalid null in column 'color' (must be a value), in row 3 of")
    )
    for ((bad, shown) <- Seq((Double.NaN, "NaN"), (1e300, "1.0E300")))
      assert(
        refusal(data.withColumn("number", lit(bad)), "number").startsWith(
          s"Invalid label $shown in column 'number' (must be a number of at most 2^53; cast it to string), in row 0"
        )
      )
    assert(
      refusal(frame(10001, 1), "number").startsWith(
        "Column 'number' has more than 10000 different labels, the last one 20000.0 (must be classes; a " +
          "NeuralNetworkRegressor predicts numbers)"
      )
    )
    assert(
      refusal(data.withColumn("color", col("features")), "color") ==
        "Column 'color' has type vector (expected a numeric type, string or boolean)"
    )
  }

  test("the width of features is what metadata say, or the first row") {
    val session = spark
    import session.implicits._
    def width(data: DataFrame, column: String) =
      FeatureWidth.of(data, FeatureBinding.column(data.schema, column, emptyList[Integer]()), "featuresCol")
    assert(width(frame(3, 1), "features") == 2)
    val arrays = Seq((null: Array[Double], Array[Byte](1, 2)), (Array(1.0, 2.0, 3.0), Array[Byte](1)))
      .toDF("doubles", "bytes")
      .coalesce(1)
    assert(width(arrays, "doubles") == 3 && width(arrays, "bytes") == 2)
    val assembled = new org.apache.spark.ml.feature.VectorAssembler()
      .setInputCols(Array("number", "features"))
      .setOutputCol("all")
      .transform(frame(3, 1))
    assert(width(assembled.filter(lit(false)), "all") == 3)
    val none = arrays.filter(col("doubles").isNull)
    assert(
      intercept[IllegalArgumentException](width(none, "doubles")).getMessage ==
        "Cannot train on column 'doubles': no row has a value there (must be in one row at least)"
    )
  }
}
