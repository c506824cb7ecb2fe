package org.coherer.connector.profile

import java.nio.{ByteBuffer, ByteOrder}
import java.util.Collections.{emptyList, singletonList}

import scala.collection.mutable

import org.apache.spark.ml.linalg.Vectors
import org.apache.spark.sql.DataFrame
import org.apache.spark.sql.functions.{col, lit, when}
import org.coherer.connector.column.{
  FeatureBinding,
  InvalidPolicy,
  TableBinding,
  TableColumn,
  TargetBinding,
  TrainingColumns
}
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
      new Reading(InvalidPolicy.ERROR, new Profiling(labels, true, targets, false, emptyList[TableColumn]())),
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

  test("weights are those of rows that are trained on, of all rows, or of those held out") {
    val data = frame(90, 4)
    profiled(data, plan(data, "color", fraction = 0.4)) { shards =>
      val (training, all, heldOut) =
        (shards.profile().labels(false), shards.profile().labels(true), shards.profile().heldOutLabels())
      assert(heldOut.labels() == training.labels() && heldOut.rows() == training.rows())
      for (color <- colors) {
        assert(training.weightOf(color) > 0 && heldOut.weightOf(color) > 0 && all.weightOf(color) == 30)
        assert(training.weightOf(color) + heldOut.weightOf(color) == 30)
      }
      assert(all.weightOf("yellow") == 0)
    }
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

  private def table(rows: Int, partitions: Int): DataFrame = {
    val names = colors
    spark
      .range(0, rows.toLong, 1, partitions)
      .selectExpr(
        "if(id % 10 = 3, null, 1e6 + sqrt(id)) as number",
        s"case when id % 7 = 0 then null when id % 3 = 0 then '${names(0)}' else '${names(1)}' end as color",
        "cast(id % 4 as int) as code",
        "date_add(date'2020-01-01', cast(id % 50 as int)) as day",
        "id % 2 as label"
      )
  }

  private def tablePlan(data: DataFrame, columns: Seq[String], fraction: Double = 0): ShardingPlan = {
    val binding =
      TableBinding.of(data.schema, java.util.Arrays.asList(columns: _*), singletonList("code"))
    val length = binding.recordLength(0)
    new ShardingPlan(
      new TrainingColumns(binding, "label", null, null),
      singletonList(Integer.valueOf(length)),
      new RecordLayout(length, new TargetEncoding.Values(1)),
      new Reading(
        InvalidPolicy.IMPUTE,
        new Profiling(Profiling.Labels.NONE, false, false, false, binding.table())
      ),
      emptyList[java.lang.Double](),
      new ShardBalance(2, 4, false),
      new ValidationSplit(fraction, 1)
    )
  }

  private def columnsOf(data: DataFrame, columns: Seq[String], fraction: Double = 0, all: Boolean = true) = {
    val plan = tablePlan(data, columns, fraction)
    profiled(data, plan)(_.profile().table(plan.columns().inputs().get(0).table(), all))
  }

  test("columns of a table are counted by themselves, alike for any partitions") {
    val names = Seq("number", "color", "code", "day")
    val one = columnsOf(table(1000, 1), names)
    val numbers = one.get(0).asInstanceOf[ColumnProfile.OfNumbers]
    val present = (0 until 1000).filter(_ % 10 != 3).map(i => (1e6 + math.sqrt(i.toDouble)).toFloat.toDouble)
    val mean = present.sum / present.length
    assert(numbers.missing() == 100 && numbers.moments().weight() == 900)
    assert(math.abs(numbers.moments().mean(0) / mean - 1) < 1e-12)
    assert(
      one.get(1) == new ColumnProfile.OfCategories(
        java.util.Arrays.asList[Object]("green", "red"),
        java.util.Arrays.asList[java.lang.Long](571L, 286L),
        143,
        false
      )
    )
    val codes = one.get(2).asInstanceOf[ColumnProfile.OfCategories]
    assert(codes.categories() == java.util.Arrays.asList[Object](Seq(0.0, 1.0, 2.0, 3.0).map(Double.box): _*))
    assert(one.get(3).asInstanceOf[ColumnProfile.OfNumbers].missing() == 0)
    val many = columnsOf(table(1000, 7), names)
    for (i <- Seq(1, 2)) assert(many.get(i) == one.get(i))
    for (i <- Seq(0, 3)) {
      val (a, b) = (one.get(i), many.get(i)) match {
        case (x: ColumnProfile.OfNumbers, y: ColumnProfile.OfNumbers) => (x.moments(), y.moments())
        case other => fail(other.toString)
      }
      assert(
        math.abs(a.mean(0) / b.mean(0) - 1) < 1e-12 && math.abs(a.variance(0) / b.variance(0) - 1) < 1e-12
      )
    }
  }

  test("categories of the rows that were set aside are unknown, unless these are trained on") {
    val data = table(1000, 2)
    def rows(all: Boolean) =
      columnsOf(data, Seq("color", "code"), fraction = 0.5, all).get(0) match {
        case colors: ColumnProfile.OfCategories =>
          colors.rows().stream().mapToLong(Long.unbox(_)).sum() + colors.missing()
        case other => fail(other.toString)
      }
    assert(rows(all = true) == 1000 && rows(all = false) < 900 && rows(all = false) > 100)
  }

  test("more categories than can be counted are noticed, in one partition or in many") {
    for (partitions <- Seq(1, 3)) {
      val data = spark
        .range(0, 10001, 1, partitions)
        .selectExpr("concat('row ', id) as name", "id % 3 as code", "id % 2 as label")
      val names = columnsOf(data, Seq("name", "code")).get(0).asInstanceOf[ColumnProfile.OfCategories]
      assert(names.uncounted(), partitions)
    }
  }

  test("rows are sampled for quantiles: the same ones for any partitions, all of few") {
    def sample(rows: Int, partitions: Int, seed: Long = 0) = {
      val session = spark
      import session.implicits._
      val data = spark.sparkContext
        .parallelize(0 until rows, partitions)
        .map(i => (Vectors.dense(i.toDouble, -i.toDouble), i % 2))
        .toDF("features", "label")
      val plan = new ShardingPlan(
        new TrainingColumns(
          FeatureBinding.column(data.schema, "features", emptyList[Integer]()),
          "label",
          null,
          null
        ),
        singletonList(Integer.valueOf(2)),
        new RecordLayout(2, new TargetEncoding.Values(1)),
        new Reading(
          InvalidPolicy.ERROR,
          new Profiling(Profiling.Labels.NONE, false, false, true, emptyList[TableColumn]())
        ),
        emptyList[java.lang.Double](),
        new ShardBalance(2, 4, false),
        new ValidationSplit(0, 1)
      )
      profiled(data, plan)(_.profile().sample(true))
    }
    assert(sample(101, 3).sorted(0).toSeq == (0 to 100).map(_.toFloat))
    assert(RowSample.quantile(sample(101, 3).sorted(1), 0.25) == -75.0)
    val one = sample(9000, 1)
    assert(one.rows().size() == 1024 && sample(9000, 5).sorted(0).toSeq == one.sorted(0).toSeq)
    for (fraction <- Seq(0.25, 0.5, 0.75))
      assert(math.abs(RowSample.quantile(one.sorted(0), fraction) / 9000 - fraction) < 0.05)
    assert(RowSample.quantile(Array(1f, 2f, 10f), 0.75) == 6.0 && RowSample.quantile(Array(3f), 0.3) == 3.0)
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
