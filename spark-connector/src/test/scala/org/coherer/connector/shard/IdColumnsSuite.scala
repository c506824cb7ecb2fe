package org.coherer.connector.shard

import java.lang.{Double => JavaDouble}
import java.nio.file.Files
import java.util.{Arrays, Collections}

import org.apache.spark.ml.linalg.Vectors
import org.apache.spark.sql.DataFrame
import org.apache.spark.sql.functions.{array, col, expr, lit, struct, when}
import org.coherer.connector.column.{
  FeatureBinding,
  InvalidPolicy,
  TableBinding,
  TableColumn,
  TargetBinding,
  TrainingColumns
}
import org.coherer.connector.profile.{DataProfile, Profiling}
import org.coherer.connector.spark.InternalRows
import org.coherer.testkit.WithSpark
import org.coherer.training.data.RecordLayout
import org.coherer.training.embedding.{EmbeddingInput, EmbeddingSpec, IdCode}
import org.coherer.training.encoding.{EmbeddingEncoding, FeatureEncoding, Rescaling, TargetEncoding}
import org.scalatest.funsuite.AnyFunSuite

/** Columns of ids, from DataFrames to batches. */
class IdColumnsSuite extends AnyFunSuite with WithSpark with WithShardedRows {

  override protected def sparkSettings = Map("spark.sql.shuffle.partitions" -> "3")

  private val Rows = 60

  /** Row i: two features, a number and a string for a user, i % 4 items from few, and a label. */
  private lazy val base: DataFrame = {
    val session = spark
    import session.implicits._
    val rows = (0 until Rows).map { i =>
      val items = (0 until i % 4).map(k => s"item number ${(i + k) % 7} of a long name")
      (
        i,
        Vectors.dense(i + 1.0, 7 - 2.0 * i),
        Long.MaxValue - i,
        s"user $i",
        items,
        items.map(_.length + i % 5)
      )
    }
    spark.sparkContext
      .parallelize(rows, 4)
      .toDF("id", "features", "user", "name", "items", "numbers")
      .withColumn("label", col("id") % 2)
  }

  private def input(column: String, most: Int) =
    new EmbeddingInput(column, most, EmbeddingSpec.of("table", 4))

  private def plan(
      data: DataFrame,
      ids: Seq[EmbeddingInput],
      features: Seq[(FeatureBinding, Int)],
      invalid: InvalidPolicy = InvalidPolicy.ERROR,
      encoding: FeatureEncoding = Rescaling.NONE,
      profiling: Profiling = Profiling.NONE,
      fraction: Double = 0
  ): ShardingPlan = {
    val bound = ids.map(FeatureBinding.ids(data.schema, _, "embeddings"))
    val target = Collections.singletonList(TargetBinding.column(data.schema, "label", "labelCol"))
    val columns = new TrainingColumns(Arrays.asList(features.map(_._1) ++ bound: _*), target, null, null)
    val lengths = features.map(_._2) ++ ids.map(_.floats())
    val all =
      if (ids.isEmpty) encoding
      else new EmbeddingEncoding(encoding, features.map(_._2).sum, Arrays.asList(ids: _*))
    new ShardingPlan(
      columns,
      Arrays.asList(lengths.map(length => Integer.valueOf(length)): _*),
      new RecordLayout(lengths.sum, columns.recordType(), all, new TargetEncoding.Values(1)),
      new Reading(invalid, profiling, true),
      Collections.emptyList[JavaDouble](),
      new ShardBalance(2, 10, false),
      new ValidationSplit(fraction, 1)
    )
  }

  private def vector(data: DataFrame): Seq[(FeatureBinding, Int)] =
    Seq((FeatureBinding.column(data.schema, "features", Collections.emptyList()), 2))

  private def decoded(values: Seq[Float], at: Int, most: Int): Seq[Long] = {
    val count = values(at).toInt
    val until = at + 1 + most * IdCode.FLOATS
    assert(values.slice(at + 1 + count * IdCode.FLOATS, until).forall(_ == 0f))
    (0 until count).map(k => IdCode.decode(values.toArray, at + 1 + k * IdCode.FLOATS))
  }

  private def parquet(data: DataFrame, dictionary: Boolean): DataFrame = {
    val folder = Files.createTempDirectory("coherer-parquet-").resolve("rows").toString
    data.write.option("parquet.enable.dictionary", dictionary.toString).parquet(folder)
    spark.read.parquet(folder)
  }

  private val representations: Seq[(String, DataFrame => DataFrame)] = Seq(
    "memory" -> identity,
    "other partitions" -> (data => data.repartition(3, col("name"))),
    "one partition" -> (data => data.orderBy(col("name").desc).coalesce(1)),
    "Parquet with dictionaries" -> (data => parquet(data, dictionary = true)),
    "Parquet without dictionaries" -> (data => parquet(data, dictionary = false))
  )

  /** What Spark itself says of the ids of a column, by the id of a row. */
  private def hashed(data: DataFrame, ids: String): Map[Int, Seq[Long]] =
    data.select(col("id"), expr(ids)).collect().map(row => row.getInt(0) -> row.getSeq[Long](1)).toMap

  private val spaces = Seq(("few", 3), ("many", 40))

  for ((where, represent) <- representations; (space, most) <- spaces) {
    test(s"batches have the ids behind the features: $where, space for $space") {
      val data = represent(base)
      val ids = Seq(input("user", 1), input("name", 1), input("items", most), input("numbers", most))
      val all = found(data, plan(data, ids, vector(data), encoding = new Rescaling(2f, 0f)))
      val names = hashed(base, "array(xxhash64(name) & 9223372036854775807)")
      val items = hashed(base, "transform(items, item -> xxhash64(item) & 9223372036854775807)")
      val numbers = hashed(base, "transform(numbers, number -> cast(number as bigint))")
      assert(all.map(_.features.size).distinct == Seq(2 + 4 + 4 + 2 * (1 + 3 * most)))
      for ((row, i) <- all.zipWithIndex) {
        assert(row.features.take(2) == Seq(2f * i + 2, 14f - 4f * i) && row.target == Seq((i % 2).toFloat))
        assert(decoded(row.features, 2, 1) == Seq(Long.MaxValue - i))
        assert(decoded(row.features, 6, 1) == names(i))
        assert(decoded(row.features, 10, most) == items(i))
        assert(decoded(row.features, 11 + 3 * most, most) == numbers(i))
      }
      assert(all.size == Rows)
    }
  }

  test("Parquet's batches are read as they are") {
    val data = parquet(base, dictionary = true)
    val by = plan(data, Seq(input("items", 3)), vector(data))
    assert(InternalRows.of(by.columns().select(data)).layout().columnar())
  }

  private def read[A](data: DataFrame, plan: ShardingPlan)(body: Shards => A): A = {
    val shards = Shards.of(data, plan)
    try body(shards)
    finally shards.close()
  }

  test("the digest tells ids from others, and not how rows lie in partitions; nor does the validation set") {
    def of(data: DataFrame): (Long, Long) =
      read(data, plan(data, Seq(input("items", 40)), vector(data), fraction = 0.3)) { shards =>
        (shards.digest(), shards.validationRows())
      }
    val there = of(base)
    assert(there._2 > 5 && there._2 < 35)
    for ((where, represent) <- representations) assert(of(represent(base)) == there, where)
    val other = base.withColumn("items", when(col("id") === 7, array(lit("x"))).otherwise(col("items")))
    assert(of(other)._1 != there._1)
  }

  test("rows may have ids alone") {
    val ids = Seq(input("user", 1), input("items", 3))
    val all = found(base, plan(base, ids, Nil))
    val users = all.map(row => Long.MaxValue - decoded(row.features, 0, 1).head)
    assert(users.sorted == (0L until Rows.toLong))
    val one = found(base, plan(base, Seq(input("items", 3)), Nil))
    val items = hashed(base, "transform(items, item -> xxhash64(item) & 9223372036854775807)")
    assert(one.flatMap(row => decoded(row.features, 0, 3)).sorted == items.values.flatten.toSeq.sorted)
  }

  test("columns are found by case, in structs and in backticks") {
    val data = base
      .withColumn("row", struct(col("items"), col("user").as("of.user")))
      .withColumnRenamed("user", "a.b")
      .drop("items")
    val ids = Seq(input("ROW.Items", 3), input("row.`of.user`", 1), input("a.b", 1), input("NAME", 1))
    val all = found(data, plan(data, ids, vector(data)))
    val items = hashed(base, "transform(items, item -> xxhash64(item) & 9223372036854775807)")
    for ((row, i) <- all.zipWithIndex) {
      assert(decoded(row.features, 2, 3) == items(i))
      assert(decoded(row.features, 12, 1) == Seq(Long.MaxValue - i))
      assert(decoded(row.features, 16, 1) == Seq(Long.MaxValue - i))
    }
  }

  /** Row 5 has a null, row 9 a negative number, row 13 five ids. */
  private def invalid: DataFrame =
    base
      .coalesce(1)
      .withColumn(
        "numbers",
        when(col("id") === 5, array(lit(1), lit(null)))
          .when(col("id") === 9, array(lit(4), lit(-4)))
          .when(col("id") === 13, array((1 to 5).map(lit(_)): _*))
          .otherwise(col("numbers"))
      )

  test("invalid ids fail the job with column, value and row") {
    def refusal(data: DataFrame): String = intercept[IllegalArgumentException](
      Shards.of(data, plan(data, Seq(input("numbers", 4)), vector(data)))
    ).getMessage
    assert(
      refusal(
        invalid
      ) == "Invalid null at index 1 in column 'numbers' (must be an id; handleInvalid keep drops it), " +
        "in row 5 of partition 0, counted from 0"
    )
    assert(refusal(invalid.where("id > 5")).startsWith("Invalid id -4 at index 1 in column 'numbers'"))
    assert(
      refusal(invalid.where("id > 9"))
        .startsWith("Invalid array of 5 ids in column 'numbers' (must be at most 4")
    )
    val missing = base.withColumn("user", when(col("id") =!= 3, col("user")))
    val message = intercept[IllegalArgumentException](
      Shards.of(missing, plan(missing, Seq(input("user", 1)), vector(missing)))
    ).getMessage
    assert(message.startsWith("Invalid null in column 'user' (must be an id"))
  }

  test("rows of invalid ids are skipped, or what is invalid is dropped") {
    val ids = Seq(input("numbers", 4))
    val skipped = found(invalid, plan(invalid, ids, vector(invalid), InvalidPolicy.SKIP))
    assert(skipped.map(_.features.head - 1) == (0 until Rows).filterNot(Set(5, 9, 13)))
    val kept = found(invalid, plan(invalid, ids, vector(invalid), InvalidPolicy.KEEP))
    assert(kept.size == Rows)
    val changed = Seq(5, 9, 13).map(i => decoded(kept(i).features, 2, 4))
    assert(changed == Seq(Seq(1L), Seq(4L), Seq(1L, 2L, 3L, 4L)))
  }

  private val moments =
    new Profiling(Profiling.Labels.NONE, true, false, true, Collections.emptyList[TableColumn]())

  private def profile(data: DataFrame, plan: ShardingPlan): DataProfile = read(data, plan)(_.profile())

  test("what is learned of features is the same with ids behind them") {
    val others = base.drop("features")
    val session = spark
    import session.implicits._
    val vectors =
      (0 until Rows).map(i => (i, Vectors.sparse(90, Array(i), Array(i + 1.0)))).toDF("id", "features")
    for (
      (data, length) <- Seq((base, 2), (others.join(vectors, "id").coalesce(2), 90)); most <- Seq(3, 200)
    ) {
      val features = Seq((FeatureBinding.column(data.schema, "features", Collections.emptyList()), length))
      val ids = Seq(input("name", 1), input("items", most))
      val without = profile(data, plan(data, Nil, features, profiling = moments))
      val beside = profile(data, plan(data, ids, features, profiling = moments))
      assert(beside.sparse() == without.sparse() && without.sparse() == (length == 90))
      assert(beside.features(true) == without.features(true) && beside.features(true).length() == length)
      def numbers(profile: DataProfile) =
        (0 until length).map(i => profile.sample(true).sorted(i).toSeq)
      assert(numbers(beside) == numbers(without))
    }
  }

  test("a table's columns are learned with ids behind them") {
    val table = TableBinding.of(base.schema, Arrays.asList("id", "name", "label"), Arrays.asList[String]())
    val columns = table.table()
    val profiling = new Profiling(Profiling.Labels.NONE, false, false, false, columns)
    for (most <- Seq(3, 200)) {
      val without = profile(base, plan(base, Nil, Seq((table, 3)), profiling = profiling))
      val beside =
        profile(base, plan(base, Seq(input("items", most)), Seq((table, 3)), profiling = profiling))
      assert(beside.table(columns, true) == without.table(columns, true))
    }
  }

  test("bytes are floats where ids are behind them") {
    val data = base.withColumn("features", expr("cast(concat(char(id + 1), 'b') as binary)"))
    val all = found(data, plan(data, Seq(input("user", 1)), vector(data), encoding = new Rescaling(2f, 1f)))
    for ((row, i) <- all.zipWithIndex) {
      assert(row.features.take(2) == Seq(2f * i + 3, 2f * 'b' + 1))
      assert(decoded(row.features, 2, 1) == Seq(Long.MaxValue - i))
    }
  }

  test("records must have the columns' ids") {
    val by = plan(base, Seq(input("user", 1)), vector(base))
    def refusal(inputs: FeatureBinding*): String = intercept[IllegalArgumentException](
      new ShardingPlan(
        new TrainingColumns(Arrays.asList(inputs: _*), by.columns().targets(), null, null),
        Arrays.asList[Integer](2, 4),
        by.layout(),
        by.reading(),
        by.classWeights(),
        by.balance(),
        by.split()
      )
    ).getMessage
    val name = FeatureBinding.ids(base.schema, input("name", 1), "embeddings")
    assert(
      refusal(by.columns().inputs().get(0), name) ==
        "Cannot store columns of ids [name] in records with those of [user] (must be the same, of the same tables)"
    )
    val vectors = by.columns().inputs().get(0)
    assert(
      refusal(vectors, vectors).startsWith("Cannot store columns of ids [] in records with those of [user]")
    )
  }
}
