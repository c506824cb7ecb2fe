package org.coherer.connector.shard

import java.lang.{Double => JavaDouble}
import java.nio.file.Files
import java.util.{Arrays, Collections, List => JavaList}

import org.apache.spark.ml.functions.vector_to_array
import org.apache.spark.ml.linalg.{Vector, Vectors}
import org.apache.spark.sql.DataFrame
import org.apache.spark.sql.functions.{col, lit, when}
import org.coherer.connector.column.{FeatureBinding, InvalidPolicy, TargetBinding, TrainingColumns}
import org.coherer.connector.profile.Profiling
import org.coherer.testkit.WithSpark
import org.coherer.training.data.{FeatureType, RecordLayout}
import org.coherer.training.encoding.{Rescaling, TargetEncoding}
import org.scalatest.funsuite.AnyFunSuite

/** Several inputs, targets of several values, and weights of classes, from columns to batches. */
class SeveralColumnsSuite extends AnyFunSuite with WithSpark with WithShardedRows {

  override protected def sparkSettings = Map("spark.sql.shuffle.partitions" -> "3")

  private def plan(
      data: DataFrame,
      inputs: Seq[(FeatureBinding, Int)],
      targets: Seq[TargetBinding],
      target: TargetEncoding,
      invalid: InvalidPolicy = InvalidPolicy.ERROR,
      fraction: Double = 0,
      classWeights: Seq[Double] = Nil,
      weight: String = null
  ): ShardingPlan = {
    val columns =
      new TrainingColumns(Arrays.asList(inputs.map(_._1): _*), Arrays.asList(targets: _*), weight, null)
    columns.checkIn(data.schema)
    new ShardingPlan(
      columns,
      Arrays.asList(inputs.map(pair => Integer.valueOf(pair._2)): _*),
      new RecordLayout(inputs.map(_._2).sum, columns.recordType(), new Rescaling(2f, 0f), target),
      new Reading(invalid, Profiling.NONE),
      Arrays.asList(classWeights.map(factor => JavaDouble.valueOf(factor)): _*): JavaList[JavaDouble],
      new ShardBalance(2, 10, false),
      new ValidationSplit(fraction, 1)
    )
  }

  private def column(data: DataFrame, name: String) =
    FeatureBinding.column(data.schema, name, Collections.emptyList())

  private def target(data: DataFrame, name: String) = TargetBinding.column(data.schema, name, "labelCol")

  private def parquet(data: DataFrame): DataFrame = {
    val folder = Files.createTempDirectory("coherer-parquet-").resolve("rows").toString
    data.write.parquet(folder)
    spark.read.parquet(folder)
  }

  /** Row i: two values 10i + 1 and 10i + 2, three values, bytes i and 200, and a class. */
  private lazy val base: DataFrame = {
    val session = spark
    import session.implicits._
    val rows = (0 until 9).map { i =>
      val some: Vector =
        if (i % 2 == 0) Vectors.dense(i, 0, -i) else Vectors.sparse(3, Array(0, 2), Array(i, -i))
      (i, Vectors.dense(10.0 * i + 1, 10.0 * i + 2), some, Array[Byte](i.toByte, -56), i % 3)
    }
    spark.sparkContext.parallelize(rows, 2).toDF("id", "pair", "three", "bytes", "label")
  }

  private def joined(parts: TargetEncoding*) = new TargetEncoding.Joined(Arrays.asList(parts: _*))

  private val kind = new TargetEncoding.ClassIndex(3)
  private val pair = new TargetEncoding.Values(2)

  private def oneHot(i: Int): Seq[Float] = Seq.tabulate(3)(k => if (k == i % 3) 1f else 0f)

  private val representations: Seq[(String, DataFrame => DataFrame)] = Seq(
    "memory" -> identity,
    "Parquet" -> (data => parquet(data))
  )

  for ((where, represent) <- representations) {
    test(s"inputs of all types lie behind each other, targets of outputs too: $where") {
      val data = represent(base)
      val ids = FeatureBinding.columns(data.schema, Arrays.asList("id", "label"), Collections.emptyList())
      val inputs = Seq((ids, 2), (column(data, "three"), 3), (column(data, "bytes"), 2))
      val targets = Seq(target(data, "pair"), target(data, "label"))
      val all = found(data, plan(data, inputs, targets, joined(pair, kind)))
      assert(
        all == (0 until 9).map { i =>
          val features = Seq(i, i % 3, i, 0, -i, i, 200).map(_ * 2f)
          Found(features, Seq(10f * i + 1, 10f * i + 2) ++ oneHot(i), 1f, validation = false)
        }
      )
    }

    test(s"values of a target come as a vector, an array or columns: $where") {
      val arrays = base
        .withColumn("floats", vector_to_array(col("pair"), "float32"))
        .withColumn("doubles", vector_to_array(col("pair")))
        .withColumn("x", (col("id") * 10 + 1).cast("long"))
        .withColumn("y", (col("id") * 10 + 2).cast("decimal(6,1)"))
      val data = represent(arrays)
      val columns = TargetBinding.columns(data.schema, Arrays.asList("x", "y"), "targetCols")
      val ways = columns +: Seq("pair", "floats", "doubles").map(target(data, _))
      for (way <- ways) {
        val all = found(data, plan(data, Seq((column(data, "three"), 3)), Seq(way), pair))
        assert(all.map(_.target) == (0 until 9).map(i => Seq(10f * i + 1, 10f * i + 2)), way.toString)
      }
      val sparse = found(
        data,
        plan(data, Seq((column(data, "pair"), 2)), Seq(target(data, "three")), new TargetEncoding.Values(3))
      )
      assert(sparse.map(_.target) == (0 until 9).map(i => Seq(i.toFloat, 0f, 0f - i)))
    }
  }

  test("an autoencoder's target is its input after rescaling, and nothing is stored for it") {
    val encoding = new TargetEncoding.Inputs(5)
    val inputs = Seq((column(base, "pair"), 2), (column(base, "three"), 3))
    val some = plan(base, inputs, Seq(TargetBinding.none()), encoding)
    val all = found(base, some)
    assert(all.size == 9 && all.forall(row => row.target == row.features))
    assert(all(3).features == Seq(62f, 64f, 6f, 0f, -6f))
    assert(some.layout().recordBytes() == 4 + 5 * 4)
  }

  test("bytes of several inputs stay bytes; with others they are floats of the same values") {
    val images = Seq((column(base, "bytes"), 2), (column(base, "bytes"), 2))
    val narrow = plan(base, images, Seq(target(base, "label")), kind)
    assert(narrow.layout().features() == FeatureType.UINT8)
    assert(found(base, narrow).map(_.features) == (0 until 9).map(i => Seq(2f * i, 400f, 2f * i, 400f)))
  }

  test("sparse inputs stay sparse beside others, as long as that is smaller") {
    val session = spark
    import session.implicits._
    val data = Seq(
      (1, Vectors.sparse(100, Array(3, 99), Array(1.5, -2.0))),
      (2, Vectors.sparse(100, Array(0), Array(4.0)))
    ).toDF("id", "wide").withColumn("zero", lit(0))
    val ids = FeatureBinding.columns(data.schema, Arrays.asList("id", "zero"), Collections.emptyList())
    val some = plan(
      data,
      Seq((ids, 2), (column(data, "wide"), 100), (ids, 2)),
      Seq(target(data, "id")),
      new TargetEncoding.Values(1)
    )
    val expected = Seq(
      Map(0 -> 2f, 5 -> 3f, 101 -> -4f, 102 -> 2f),
      Map(0 -> 4f, 2 -> 8f, 102 -> 4f)
    ).map(values => Seq.tabulate(104)(i => values.getOrElse(i, 0f)))
    assert(found(data, some).map(_.features) == expected)
    val shards = Shards.of(data, some)
    try assert(shards.byRank().values().collect().stream().allMatch(_.kind.sparse))
    finally shards.close()
  }

  test("the validation set is the same whether a target comes as a vector or as columns") {
    val data = base.withColumn("x", col("id") * 10 + 1).withColumn("y", col("id") * 10 + 2)
    val columns = TargetBinding.columns(data.schema, Arrays.asList("x", "y"), "targetCols")
    val chosen = Seq(target(data, "pair"), columns).map { way =>
      val all = found(data, plan(data, Seq((column(data, "three"), 3)), Seq(way), pair, fraction = 0.4))
      all.filter(_.validation).map(_.features)
    }
    assert(chosen(0) == chosen(1) && chosen(0).nonEmpty && chosen(0).size < 9)
  }

  private def refusal(
      data: DataFrame,
      targets: Seq[TargetBinding],
      encoding: TargetEncoding,
      invalid: InvalidPolicy = InvalidPolicy.ERROR
  ): String = {
    val some = plan(data, Seq((column(data, "three"), 3)), targets, encoding, invalid)
    intercept[IllegalArgumentException](Shards.of(data, some)).getMessage
  }

  test("a target of another length, with null, NaN or a number that is too large is refused with its row") {
    val y = base.withColumn("y", vector_to_array(col("pair")))
    val one = Seq(target(y, "y"))
    assert(
      refusal(y, one, new TargetEncoding.Values(3)) == "Invalid target of 2 values in column 'y' (the " +
        "network's output has 3), in row 0 of partition 0, counted from 0"
    )
    def broken(value: String) = base.selectExpr("*", s"array(1d, $value) as y")
    for (policy <- Seq(InvalidPolicy.ERROR, InvalidPolicy.KEEP)) {
      assert(
        refusal(broken("double('NaN')"), one, pair, policy)
          .startsWith("Invalid value NaN at index 1 in column 'y' (must be a finite 32-bit number), in row 0")
      )
      assert(
        refusal(broken("cast(null as double)"), one, pair, policy)
          .startsWith("Invalid null at index 1 in column 'y' (must be a value), in row 0")
      )
    }
    assert(refusal(broken("1e300d"), one, pair).startsWith("Invalid value 1.0E300 at index 1 in column 'y'"))
    val none = base.withColumn("y", when(col("id") === 0, lit(null)).otherwise(vector_to_array(col("pair"))))
    assert(refusal(none, one, pair).startsWith("Invalid null in column 'y' (must be a value), in row 0"))
  }

  test("a class beside other targets is checked with its column and the classes of its output") {
    val data = base.withColumn("label", col("id"))
    assert(
      refusal(data, Seq(target(data, "pair"), target(data, "label")), joined(pair, kind)) ==
        "Invalid label 3.0 in column 'label' (must be an integer in [0, 3): the output has 3 classes), in " +
        "row 3 of partition 0, counted from 0"
    )
  }

  test("a null in one of several inputs is refused, or taken for 0 and counted") {
    val data = base.withColumn("three", when(col("id") =!= 1, col("three")))
    val inputs = Seq((column(data, "pair"), 2), (column(data, "three"), 3))
    val message = intercept[IllegalArgumentException](
      Shards.of(data, plan(data, inputs, Seq(target(data, "label")), kind))
    ).getMessage
    assert(message.startsWith("Invalid null in column 'three' (must be a value), in row 1 of partition 0"))
    val keeping = plan(data, inputs, Seq(target(data, "label")), kind, InvalidPolicy.KEEP)
    assert(found(data, keeping)(1).features == Seq(22f, 24f, 0f, 0f, 0f))
  }

  test("the weights of rows are multiplied by those of their classes") {
    val inputs = Seq((column(base, "pair"), 2))
    val factors = Seq(0.5, 0.0, 3.0)
    val plain = plan(base, inputs, Seq(target(base, "label")), kind, classWeights = factors)
    assert(found(base, plain).map(_.weight) == (0 until 9).map(i => factors(i % 3).toFloat))
    val weighted = plan(
      base,
      inputs,
      Seq(target(base, "label")),
      kind,
      fraction = 0.3,
      classWeights = factors,
      weight = "id"
    )
    assert(found(base, weighted).map(_.weight) == (0 until 9).map(i => (i * factors(i % 3)).toFloat))
    val heavy = base.withColumn("id", lit(3e38))
    val message = intercept[IllegalArgumentException](
      Shards.of(
        heavy,
        plan(heavy, inputs, Seq(target(heavy, "label")), kind, classWeights = factors, weight = "id")
      )
    ).getMessage
    assert(message.startsWith("Invalid weight 3.0E38 in column 'id' (must be a finite number of at least 0)"))
  }
}
