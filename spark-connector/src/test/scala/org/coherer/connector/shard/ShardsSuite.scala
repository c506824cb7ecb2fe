package org.coherer.connector.shard

import java.nio.{ByteBuffer, ByteOrder}
import java.nio.file.Files
import java.util.Collections
import java.util.concurrent.{CountDownLatch, TimeUnit}

import scala.collection.mutable

import org.apache.spark.ml.functions.vector_to_array
import org.apache.spark.ml.linalg.{Vector, Vectors}
import org.apache.spark.sql.DataFrame
import org.apache.spark.sql.functions.{col, lit, udf, when}
import org.coherer.connector.column.{FeatureBinding, InvalidPolicy, TrainingColumns}
import org.coherer.connector.spark.InternalRows
import org.coherer.testkit.WithSpark
import org.coherer.testkit.cluster.Shuffles
import org.coherer.training.data.{RecordBlock, RecordLayout}
import org.coherer.training.encoding.TargetEncoding
import org.scalatest.funsuite.AnyFunSuite

class ShardsSuite extends AnyFunSuite with WithSpark {

  override protected def sparkSettings = Map("spark.sql.shuffle.partitions" -> "3")

  private val Classes = 5
  private val layout = new RecordLayout(2, new TargetEncoding.ClassIndex(Classes))

  private def frame(rows: Int, partitions: Int): DataFrame = {
    val session = spark
    import session.implicits._
    spark.sparkContext
      .parallelize(0 until rows, partitions)
      .map(i => (Vectors.dense(i.toDouble, -i.toDouble), i % 5))
      .toDF("features", "label")
  }

  private def columns(
      data: DataFrame,
      features: String = "features",
      weight: String = null,
      validation: String = null
  ) = new TrainingColumns(
    FeatureBinding.column(data.schema, features, Collections.emptyList()),
    "label",
    weight,
    validation
  )

  private def plan(
      by: TrainingColumns,
      workers: Int = 2,
      batchSize: Int = 1,
      invalid: InvalidPolicy = InvalidPolicy.ERROR,
      validation: Double = 0,
      stratified: Boolean = false,
      seed: Long = 1
  ) = new ShardingPlan(
    by,
    layout,
    invalid,
    new ShardBalance(workers, batchSize, stratified),
    new ValidationSplit(validation, seed)
  )

  /** One record: its first feature, its second, its label, and whether it is in the validation set. */
  private case class Found(id: Int, second: Float, label: Int, validation: Boolean)

  private def found(data: DataFrame, plan: ShardingPlan): Map[Int, Seq[Found]] = {
    val shards = Shards.of(data, plan)
    try {
      val byRank = mutable.Map[Int, Seq[Found]]().withDefaultValue(Nil)
      shards.byRank().collect().forEach { pair =>
        val block = pair._2
        assert(!block.kind.sparse)
        val floats = ByteBuffer.wrap(block.records()).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer()
        byRank(pair._1) ++= (0 until block.rows()).map { row =>
          Found(
            floats.get(row * 4 + 2).toInt,
            floats.get(row * 4 + 3),
            floats.get(row * 4).toInt,
            block.kind.validation
          )
        }
      }
      val all = byRank.values.flatten
      assert(shards.trainingRows() == all.count(!_.validation))
      assert(shards.validationRows() == all.count(_.validation))
      byRank.toMap
    } finally shards.close()
  }

  /** The first feature of every record, by rank. */
  private def ids(data: DataFrame, workers: Int): Map[Int, Seq[Int]] =
    found(data, plan(columns(data), workers)).map { case (rank, records) => rank -> records.map(_.id) }

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
    assert(found(dotted, plan(columns(dotted, "a.b"), 1))(0).map(_.id).sorted == Seq(0, 1, 2))
  }

  private def refusal(
      data: DataFrame,
      weight: String = null,
      validation: String = null,
      invalid: InvalidPolicy = InvalidPolicy.ERROR
  ): String = {
    val by = columns(data, weight = weight, validation = validation)
    val message = intercept[IllegalArgumentException](Shards.of(data, plan(by, invalid = invalid))).getMessage
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
    for (bad <- Seq("-1.0", "NaN", "Infinity")) {
      val data = frame(4, 1).withColumn("w", lit(bad.toDouble))
      assert(
        refusal(data, "w")
          .startsWith(s"Invalid weight $bad in column 'w' (must be a finite number of at least 0)")
      )
    }
    val nulls = frame(4, 1).withColumn("w", lit(null).cast("double"))
    assert(refusal(nulls, "w").startsWith("Invalid weight null in column 'w'"))
  }

  test("rows that all have the weight 0 are refused, in the training set and in the validation set") {
    val data = frame(4, 2).withColumn("even", (col("label") % 2) === 0)
    assert(
      refusal(data.withColumn("w", lit(0)), "w") ==
        "All rows of the training set have the weight 0 (one of them must have more, in column 'w')"
    )
    val odd = data.withColumn("w", when(col("even"), lit(0)).otherwise(lit(1e-3)))
    assert(
      refusal(odd, "w", validation = "even") ==
        "All rows of the validation set have the weight 0 (one of them must have more, in column 'w')"
    )
    assert(found(odd, plan(columns(odd, weight = "w"))).values.map(_.size).sum == 4)
  }

  test("a hashed assignment is kept if shards differ by a batch at most") {
    val data = frame(1000, 40)
    val sizes = found(data, plan(columns(data), workers = 3, batchSize = 50)).values.map(_.size)
    assert(sizes.sum == 1000 && sizes.max - sizes.min <= 50)
  }

  test("skip skips rows and says how many if none is left") {
    val data = frame(20, 2).withColumn("label", when(col("label") === 3, 9).otherwise(col("label")))
    val kept = found(data, plan(columns(data), invalid = InvalidPolicy.SKIP)).values.flatten.map(_.id).toSeq
    assert(kept.sorted == (0 until 20).filter(_ % 5 != 3))
    val none = data.withColumn("label", lit(-1))
    assert(
      refusal(none, invalid = InvalidPolicy.SKIP).startsWith(
        "No row is left to train on: 0 are in the validation set, 20 were skipped (the first: Invalid label -1.0 in"
      )
    )
  }

  test("keep replaces missing features by 0; a label cannot be missing") {
    val session = spark
    import session.implicits._
    val data = Seq[(Option[Seq[Option[Float]]], Option[Int])](
      (Some(Seq(Some(1f), None)), Some(0)),
      (None, Some(1)),
      (Some(Seq(Some(Float.NaN), Some(4f))), Some(2))
    ).toDF("features", "label")
    val records = found(data, plan(columns(data), 1, invalid = InvalidPolicy.KEEP))(0)
    assert(records.sortBy(_.label).map(r => (r.id, r.second)) == Seq((1, 0f), (0, 0f), (0, 4f)))
    val message = refusal(data.withColumn("label", lit(null).cast("int")), invalid = InvalidPolicy.KEEP)
    assert(message.startsWith("Invalid null in column 'label' (must be a value), in row 0"))
    assert(
      refusal(data).startsWith("Invalid null at index 1 in column 'features' (must be a value), in row 0")
    )
  }

  test("an indicator column marks the rows of the validation set") {
    val data = frame(30, 3).withColumn("test", col("label") === 2)
    val records = found(data, plan(columns(data, validation = "test"), 2)).values.flatten.toSeq
    assert(records.map(_.id).sorted == (0 until 30))
    assert(records.forall(r => r.validation == (r.label == 2)))
    val nulls = data.withColumn("test", when(col("label") === 2, true))
    assert(
      refusal(nulls, validation = "test").startsWith("Invalid null in column 'test' (must be true or false)")
    )
    assert(
      intercept[IllegalArgumentException](
        columns(data, validation = "label").checkIn(data.schema)
      ).getMessage ==
        "Column 'label' has type int (expected boolean)"
    )
  }

  test("a fraction is chosen by seed and row, however rows are partitioned and represented") {
    def chosen(data: DataFrame, seed: Long = 1) =
      found(data, plan(columns(data), validation = 0.25, seed = seed)).values.flatten
        .filter(_.validation)
        .map(_.id)
        .toSet
    val some = chosen(frame(4000, 1))
    assert(math.abs(some.size - 1000) < 4 * math.sqrt(4000 * 0.25 * 0.75))
    assert(chosen(frame(4000, 7)) == some)
    assert(chosen(frame(4000, 3).withColumn("features", vector_to_array(col("features"), "float32"))) == some)
    assert(chosen(frame(4000, 1), seed = 2) != some)
  }

  test("strata are spread evenly, and so are all rows") {
    // All rows of a label are together: spread without strata, a label could fall to one rank.
    val data = frame(103, 1).orderBy("label").repartition(4, col("label"))
    val shards = found(data, plan(columns(data), workers = 3, stratified = true))
    for (label <- 0 until Classes) {
      val sizes = shards.values.map(_.count(_.label == label))
      assert(sizes.max - sizes.min <= 1, s"label $label: $sizes")
    }
    val sizes = shards.values.map(_.size)
    assert(sizes.max - sizes.min <= 1)
  }

  /** The same rows in every representation that features may have. */
  private val representations: Seq[(String, DataFrame => DataFrame)] = Seq(
    "vector" -> identity,
    "array<float>" -> (_.withColumn("features", vector_to_array(col("features"), "float32"))),
    "array<double>" -> (_.withColumn("features", vector_to_array(col("features")))),
    "columns" -> (data =>
      data
        .withColumn("both", vector_to_array(col("features")))
        .select(
          col("both")(0).cast("int").as("a"),
          col("both")(1).cast("decimal(10,2)").as("b"),
          col("label")
        )
    )
  )

  private def columnsIn(data: DataFrame): TrainingColumns =
    if (data.columns.contains("features")) columns(data)
    else {
      val names = java.util.Arrays.asList("a", "b")
      new TrainingColumns(
        FeatureBinding.columns(data.schema, names, Collections.emptyList()),
        "label",
        null,
        null
      )
    }

  private lazy val expected = found(frame(5000, 2), plan(columns(frame(1, 1)), 3))

  for ((name, represent) <- representations) {
    test(s"$name: the same rows go to the same ranks, from memory and from Parquet") {
      val data = represent(frame(5000, 2))
      assert(found(data, plan(columnsIn(data), 3)) == expected)
      val folder = Files.createTempDirectory("coherer-parquet-").resolve("rows").toString
      data.write.parquet(folder)
      val read = spark.read.parquet(folder)
      val records = found(read, plan(columnsIn(read), 3)).values.flatten.toSeq
      assert(records.sortBy(_.id) == expected.values.flatten.toSeq.sortBy(_.id))
      val casted = read.withColumn("label", col("label").cast("double"))
      Seq(read, casted).foreach { frame =>
        val rows = InternalRows.of(columnsIn(frame).select(frame))
        assert(rows.rows.toDebugString.contains("FileScanRDD"))
        assert(rows.layout.columnar)
        assert(!rows.layout.types.last.typeName.contains("double"), "the label is read as it is in the file")
      }
    }
  }

  private def parquet(data: DataFrame): DataFrame = {
    val folder = Files.createTempDirectory("coherer-parquet-").resolve("rows").toString
    data.coalesce(1).write.parquet(folder)
    spark.read.parquet(folder)
  }

  private val numbers = Seq("tinyint", "smallint", "int", "bigint", "float", "double", "decimal(20,3)")

  test("columns of any numeric type come from Parquet as they come from memory") {
    val base = frame(3000, 1).select(col("label"), vector_to_array(col("features")).as("f"))
    for (first <- numbers; second <- Seq("float", first)) {
      val data = base.select(
        (col("f")(0) % 100).cast(first).as("x"),
        (col("f")(1) / 7 % 100).cast(second).as("y"),
        col("label")
      )
      val by = new TrainingColumns(
        FeatureBinding.columns(data.schema, java.util.List.of("x", "y"), Collections.emptyList()),
        "label",
        null,
        null
      )
      val expected = found(data, plan(by))
      assert(found(parquet(data), plan(by)) == expected, s"$first, $second")
    }
  }

  private val awkward = Seq[(String, String, Option[Float])](
    ("null", "Invalid null in column 'x' (must be a value)", None),
    ("NaN", "Invalid value NaN at index 0 in featuresCols (must be a finite 32-bit number)", Some(Float.NaN))
  )

  for ((what, message, value) <- awkward) {
    test(s"$what in a column of a Parquet file: refused with its row, skipped, or replaced by 0") {
      val session = spark
      import session.implicits._
      val data = parquet(
        (0 until 3000)
          .map(i => (if (i == 2500) value else Some(i.toFloat), -i.toFloat, i % 5))
          .toDF("x", "y", "label")
      )
      val by = new TrainingColumns(
        FeatureBinding.columns(data.schema, java.util.List.of("x", "y"), Collections.emptyList()),
        "label",
        null,
        null
      )
      val refused = intercept[IllegalArgumentException](Shards.of(data, plan(by)))
      assert(refused.getMessage == s"$message, in row 2500 of partition 0, counted from 0")
      val skipped = found(data, plan(by, invalid = InvalidPolicy.SKIP)).values.flatten.map(_.id).toSeq
      assert(skipped.sorted == (0 until 3000).filter(_ != 2500))
      val kept = found(data, plan(by, invalid = InvalidPolicy.KEEP)).values.flatten
      assert(kept.size == 3000 && kept.exists(row => row.id == 0 && row.second == -2500f))
    }
  }

  test("sparse vectors stay sparse, and dense ones among them dense") {
    val session = spark
    import session.implicits._
    val wide = new RecordLayout(100, new TargetEncoding.ClassIndex(2))
    val data = Seq(
      (Vectors.sparse(100, Array(3, 99), Array(1.5, -2.0)), 0),
      (Vectors.dense(Array.tabulate(100)(_.toDouble)), 1),
      (Vectors.sparse(100, Array(), Array()), 1)
    ).toDF("features", "label").coalesce(1)
    val shards = Shards.of(
      data,
      new ShardingPlan(
        columns(data),
        wide,
        InvalidPolicy.ERROR,
        new ShardBalance(1, 1, false),
        ValidationSplit.NONE
      )
    )
    try {
      val blocks = shards.byRank().values().collect()
      assert(blocks.size == 1 && blocks.get(0).kind.sparse && blocks.get(0).rows == 3)
      // Offsets of 3 rows, then their heads of 12 bytes, two values with their indices, and all 100.
      assert(blocks.get(0).records.length == 3 * 4 + 3 * 12 + 2 * 8 + 100 * 4)
    } finally shards.close()
  }

  test("rows are read once, even where shards come out uneven: an input that changes cannot fool a run") {
    val session = spark
    import session.implicits._
    val readings = spark.sparkContext.longAccumulator
    val once = udf { (label: Int) =>
      readings.add(1)
      label
    }.asNondeterministic()
    val data = spark.sparkContext
      .parallelize(0 until 64, 64)
      .map(i => (Vectors.dense(i.toDouble, -i.toDouble), i % 5))
      .toDF("features", "label")
      .withColumn("label", once(col("label")))
    for (stratified <- Seq(false, true)) {
      readings.reset()
      val records = found(data, plan(columns(data), batchSize = 2, stratified = stratified))
      assert(records.values.flatten.map(_.id).toSeq.sorted == (0 until 64))
      assert(records.values.map(_.size).toSeq == Seq(32, 32) && readings.value == 64)
    }
  }

  test("strata of sparse and dense rows among each other are spread evenly, each row as it was") {
    val session = spark
    import session.implicits._
    val wide = new RecordLayout(9, new TargetEncoding.ClassIndex(Classes))
    def features(i: Int): Vector =
      if (i % 3 == 0) Vectors.dense(Array.tabulate(9)(i + _.toDouble))
      else Vectors.sparse(9, Seq(i % 9 -> i.toDouble))
    val rows = (0 until 300).map(i => (features(i), if (i % 2 == 0) 0 else i % 5))
    val data = spark.sparkContext.parallelize(rows, 50).toDF("features", "label")
    def shards(stratified: Boolean): Map[Int, Seq[(Int, Seq[Float])]] = {
      val balance = new ShardBalance(3, 1, stratified)
      val plan = new ShardingPlan(columns(data), wide, InvalidPolicy.ERROR, balance, ValidationSplit.NONE)
      val cut = Shards.of(data, plan)
      try {
        val found = mutable.Map[Int, Seq[(Int, Seq[Float])]]().withDefaultValue(Nil)
        cut.byRank().collect().forEach(pair => found(pair._1) ++= rowsOf(pair._2))
        found.toMap
      } finally cut.close()
    }
    val expected = rows.map { case (vector, label) => (label, vector.toArray.map(_.toFloat).toSeq) }
    val order = Ordering.by[(Int, Seq[Float]), String](_.toString)
    for (stratified <- Seq(false, true))
      assert(shards(stratified).values.flatten.toSeq.sorted(order) == expected.sorted(order))
    for (label <- 0 until Classes) {
      val sizes = shards(stratified = true).values.map(_.count(_._1 == label))
      assert(sizes.max - sizes.min <= 1)
    }
  }

  /** Label and features of each row of a block of sparse records. */
  private def rowsOf(block: RecordBlock): Seq[(Int, Seq[Float])] = {
    val records = ByteBuffer.wrap(block.records()).order(ByteOrder.LITTLE_ENDIAN)
    (0 until block.rows()).map { row =>
      val at = if (block.kind.sparse) records.getInt(4 * row) else row * (8 + 9 * 4)
      val label = records.getFloat(at).toInt
      val count = if (block.kind.sparse) records.getInt(at + 8) else -1
      val dense = at + (if (block.kind.sparse) 12 else 8)
      val values = new Array[Float](9)
      if (count < 0) values.indices.foreach(i => values(i) = records.getFloat(dense + 4 * i))
      else
        for (i <- 0 until count)
          values(records.getInt(dense + 4 * i)) = records.getFloat(dense + 4 * count + 4 * i)
      (label, values.toSeq)
    }
  }

  test("the records go with the shards, and so does nothing else") {
    val session = spark
    import session.implicits._
    val computed = spark.sparkContext.longAccumulator
    val rows = spark.sparkContext
      .parallelize(0 until 300, 2)
      .map { i =>
        computed.add(1)
        (Vectors.dense(i.toDouble, -i.toDouble), i % 5)
      }
      .repartition(64)
    val data = rows.toDF("features", "label")
    assert(rows.count() == 300)
    val before = Shuffles.kept()
    // Even shards, uneven ones, which are moved, and rows that are refused.
    found(data, plan(columns(data), batchSize = 100))
    found(data, plan(columns(data), workers = 3, batchSize = 1))
    refusal(data.withColumn("label", lit(9)))
    assert(Shuffles.since(before).isEmpty)
    // Those of the caller are used again: nothing is computed twice.
    assert(rows.count() == 300 && computed.value == 300)
  }

  test("a job that is cancelled while rows are read stops at the row") {
    val slow = udf { (label: Int) =>
      ShardsSuite.latch.countDown()
      val end = System.nanoTime() + 5000000
      while (System.nanoTime() < end) Thread.onSpinWait()
      label
    }
    val data = frame(20000, 2).withColumn("label", slow(col("label")))
    for (how <- Seq("cancelled", "interrupted")) {
      val before = Shuffles.kept()
      val started = new CountDownLatch(1)
      ShardsSuite.latch = started
      var thrown: Throwable = null
      val reader = new Thread(() => {
        spark.sparkContext.setJobGroup("reading", "reading")
        try Shards.of(data, plan(columns(data))).close()
        catch { case e: Throwable => thrown = e }
      })
      reader.start()
      assert(started.await(30, TimeUnit.SECONDS))
      val start = System.nanoTime()
      if (how == "cancelled") spark.sparkContext.cancelJobGroup("reading") else reader.interrupt()
      reader.join(10000)
      // Both slots are free again.
      assert(spark.sparkContext.parallelize(Seq(1, 2), 2).count() == 2)
      assert(System.nanoTime() - start < 2000000000L)
      assert(thrown != null && Shuffles.since(before).isEmpty, s"$how: $thrown")
    }
  }

  test("both ways to choose the validation set at once are refused, and a fraction of all") {
    val data = frame(3, 1).withColumn("test", lit(true))
    val both = intercept[IllegalArgumentException](plan(columns(data, validation = "test"), validation = 0.1))
    assert(
      both.getMessage == "Both validationFraction and validationIndicatorCol are set (clear one of them)"
    )
    val all = intercept[IllegalArgumentException](plan(columns(data), validation = 1))
    assert(all.getMessage == "Invalid validationFraction 1.0 (must be in [0, 1))")
  }
}

private object ShardsSuite {
  @volatile var latch: CountDownLatch = _
}
