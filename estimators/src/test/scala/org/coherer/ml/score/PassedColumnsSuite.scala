package org.coherer.ml.score

import org.apache.spark.ml.linalg.{Matrices, Vectors}
import org.apache.spark.sql.DataFrame
import org.apache.spark.sql.functions.{col, expr, lit, udf, when}
import org.apache.spark.sql.types.MetadataBuilder
import org.coherer.testkit.{WithSpark, WithTempDir}
import org.scalatest.funsuite.AnyFunSuite

/** Columns of every type pass through a model as they are. */
class PassedColumnsSuite extends AnyFunSuite with WithSpark with WithPeers with WithTempDir {

  private val Rows = 40

  private val types = Seq(
    "id % 2 = 0",
    "cast(id as tinyint)",
    "cast(id as smallint)",
    "cast(id as int)",
    "id * 3000000000",
    "cast(id as float) / 3",
    "cast(id as double) / 3",
    "cast(id as decimal(5,2)) / 3",
    "cast(id as decimal(38,10)) * 12345678901234567890",
    "cast(id as string)",
    "repeat('x', cast(id as int))",
    "cast(repeat('y', cast(id as int)) as binary)",
    "date_add(date'2024-02-28', cast(id as int))",
    "timestamp'2024-02-28 23:59:59.123456' + make_dt_interval(0, cast(id as int))",
    "cast(timestamp'1899-02-28 23:59:59.123456' as timestamp_ntz)",
    "make_ym_interval(cast(id as int), 7)",
    "make_dt_interval(cast(id as int), 1, 2, 3.4)",
    "make_interval(1, cast(id as int), 3, 4, 5, 6, 7.89)",
    "array(id, null, id + 1)",
    "array(cast(id as string), '', null)",
    "array(array(1.5D, id), array())",
    "array(named_struct('a', id, 'b', cast(id as string)))",
    "map(cast(id as string), id, 'k', null)",
    "map(id, array(map('x', named_struct('y', id))))",
    "named_struct('a', id, 'b', cast(id as string), 'c', cast(null as int))",
    "named_struct('a', named_struct('b', named_struct('c', array(id))))",
    "null",
    "cast(null as decimal(38,2))",
    "array_repeat(cast(id as decimal(30,5)), 3)",
    "cast(id as char(5))",
    "cast(id as varchar(5))",
    "cast(id as decimal(7,1))",
    "array(id % 2 = 0)",
    "map(id, date_add(date'2024-02-28', cast(id as int)))"
  )

  /** Types that not every version of Spark has. */
  private lazy val newer = Seq(
    "collate(cast(id as string), 'UTF8_LCASE')",
    "array(collate('aB', 'UNICODE_CI'))",
    "parse_json(concat('{\"a\": ', id, '}'))",
    "time'12:34:56.789'"
  ).filter(one => scala.util.Try(spark.sql(s"select $one from range(1)").schema).isSuccess)

  private def table: DataFrame = {
    val vectors = udf((id: Long) =>
      if (id % 2 == 0) Vectors.dense(id.toDouble) else Vectors.sparse(5, Array(1), Array(id.toDouble))
    )
    val matrices = udf((id: Long) => Matrices.dense(1, 2, Array(id.toDouble, 2)))
    val typed = (types ++ newer).zipWithIndex.foldLeft(rows(Rows, partitions = 3)) { case (data, (one, i)) =>
      data.withColumn(s"c$i", when(col("id") % 5 =!= 4, expr(one)))
    }
    typed
      .withColumn("vectors", vectors(col("id")))
      .withColumn("matrices", matrices(col("id")))
      .withColumn("never null", lit(1))
      .withColumn("noted", col("id").as("noted", new MetadataBuilder().putString("note", "kept").build()))
  }

  private def passed(data: DataFrame): (Seq[Any], Seq[String]) = {
    val kept = data.drop(Added: _*)
    (kept.schema.fields.toSeq, kept.collect().map(words).toSeq.sorted)
  }

  test("columns of more than 30 types keep type, metadata, nullability and values") {
    val data = table
    assert(data.schema.map(_.dataType).distinct.size >= 30)
    alike("columns")(model => passed(model.transform(data)))
    assert(passed(ours.transform(data)) == passed(data))
  }

  test("a type of Spark's own time, such as strings with a collation, keeps its meaning in filters") {
    assume(newer.nonEmpty, "this version of Spark has none")
    val data = table.withColumn("place", expr("collate('aB', 'UTF8_LCASE')"))
    alike("filter")(_.transform(data).where("place = 'ab'").count())
    assert(ours.transform(data).where("place = 'ab'").count() == Rows)
  }

  test("columns pass through a cache, a file and a shuffle behind the model") {
    val unwritable = table.schema.filter { field =>
      Seq("void", "interval", "time(").exists(field.dataType.catalogString.startsWith) &&
      !field.dataType.catalogString.startsWith("interval ")
    }
    val data = table.drop(unwritable.map(_.name): _*)
    val expected = passed(data)
    val cached = ours.transform(data).cache()
    try {
      assert(passed(cached) == expected)
      assert(cached.where("prediction >= 0").count() == Rows)
    } finally cached.unpersist(true)
    withTempDir { folder =>
      ours.transform(data).write.parquet(folder.resolve("scored").toString)
      assert(passed(spark.read.parquet(folder.resolve("scored").toString))._2 == expected._2)
    }
    assert(passed(ours.transform(data).repartition(5, col("prediction")))._2 == expected._2)
  }

  test("columns of all types come out behind every batch size") {
    val data = table
    for (size <- Seq(1, 7, Rows, 1000)) {
      val model = ours.copy(org.apache.spark.ml.param.ParamMap(ours.inferenceBatchSize -> size))
      assert(passed(model.transform(data)) == passed(data), s"batches of $size")
    }
  }
}
