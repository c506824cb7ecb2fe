package org.coherer.datasource.tfrecord

import java.nio.file.{Files, Path}

import org.apache.spark.sql.DataFrame
import org.apache.spark.sql.functions.col
import org.apache.spark.sql.streaming.Trigger
import org.apache.spark.sql.types.{ArrayType, LongType, StructType}
import org.coherer.datasource.{Resources, WithFormat}
import org.scalatest.funsuite.AnyFunSuite

class TfRecordDataSourceSuite extends AnyFunSuite with WithFormat {

  override def format: String = "tfrecord"

  private def file(dir: Path, name: String, bytes: Array[Byte]): Path = Files.write(dir.resolve(name), bytes)

  for (name <- Seq("examples.tfrecord", "examples.tfrecord.gz")) {
    test(s"columns are inferred, and rows read: $name") {
      withTempDir { dir =>
        val frame = load(resource(dir, name))
        val types = frame.schema.fields.map(f => f.name -> f.dataType.sql).toMap
        assert(
          types == Map(
            "id" -> "BIGINT",
            "weight" -> "FLOAT",
            "pixels" -> "ARRAY<FLOAT>",
            "counts" -> "ARRAY<BIGINT>",
            "name" -> "STRING",
            "image" -> "BINARY",
            "edges" -> "ARRAY<BIGINT>",
            "odd" -> "BIGINT"
          )
        )
        val expected = (0 until 5).map { i =>
          Seq(
            i.toLong,
            i / 4f,
            (0 until 4).map(j => (i + j).toFloat),
            (0 until i).map(_.toLong),
            s"größe $i",
            Seq(0xff.toByte, 0xd8.toByte, i.toByte),
            Seq(Long.MinValue, -1L, 0L, Long.MaxValue),
            if (i % 2 == 1) i.toLong else null
          )
        }
        assert(
          rows(frame.select("id", "weight", "pixels", "counts", "name", "image", "edges", "odd")) == expected
        )
        assert(frame.count() == 5)
        assert(rows(frame.select("odd").where(col("id") >= 3)) == Seq(Seq(3L), Seq(null)))
      }
    }
  }

  test("files behind the records that tell the columns are not opened") {
    withTempDir { dir =>
      resource(dir, "examples.tfrecord")
      val noGzip = file(dir, "later.tfrecord", Array[Byte](0x1f, 0x8b.toByte, 0, 0))
      assert(load(dir, "inferRecords" -> "5").schema.fieldNames.contains("id"))
      assert(failure(load(dir, "inferRecords" -> "6")).contains(noGzip.getFileName.toString))
    }
  }

  test("feature lists are arrays of arrays") {
    withTempDir { dir =>
      val frame = load(resource(dir, "sequences.tfrecord"), "recordType" -> "SequenceExample")
      val found = rows(frame.select("length", "tokens", "words"))
      val words = Seq(Seq("w0"), Seq("w1"))
      assert(
        found == (0 until 4).map(i => Seq(i.toLong, (0 until i).map(j => Seq(i.toLong, j.toLong)), words))
      )
      assert(
        intercept[Exception](load(dir.resolve("sequences.tfrecord"), "recordtype" -> "Sequence")).getMessage
          .contains("must be Example, SequenceExample or ByteArray")
      )
    }
  }

  test("records of any bytes") {
    withTempDir { dir =>
      val frame = load(resource(dir, "bytes.tfrecord"), "recordType" -> "ByteArray")
      assert(frame.schema.toDDL == "value BINARY NOT NULL")
      assert(rows(frame) == Seq(Seq(Nil), Seq(Seq('a'.toByte)), Seq((0 until 256).map(_.toByte))))
      save(frame, dir.resolve("out"), "recordType" -> "ByteArray")
      assert(
        Files.readAllBytes(written(dir.resolve("out")).head).toSeq == Resources
          .bytes("tfrecord/bytes.tfrecord")
          .toSeq
      )
    }
  }

  test("a feature that a record lacks is null, also where the schema says NOT NULL") {
    withTempDir { dir =>
      val schema = new StructType()
        .add("odd", LongType, nullable = false)
        .add("edges", ArrayType(LongType, containsNull = false), nullable = false)
      val frame = reader().schema(schema).load(resource(dir, "examples.tfrecord").toString)
      assert(frame.schema("odd").nullable)
      assert(frame.schema("edges").dataType == ArrayType(LongType, containsNull = true))
      assert(rows(frame.select("odd")).flatten == Seq(null, 1L, null, 3L, null))
      assert(frame.where("odd is null").count() == 3)
    }
  }

  test("a schema says which features are read, and as what") {
    withTempDir { dir =>
      val path = resource(dir, "examples.tfrecord").toString
      val frame =
        reader().schema("id int, weight double, odd array<double>, name binary, other string").load(path)
      assert(
        rows(frame.where("id = 1")) ==
          Seq(Seq(1, 0.25, Seq(1.0), "größe 1".getBytes("UTF-8").toList, null))
      )
      assert(
        refused(reader().schema("id date").load(path).collect()) ==
          "Invalid type DATE of column 'id' (must be BIGINT, INT, FLOAT, DOUBLE, STRING or BINARY, or an array of " +
          "these; of a feature list, an array of arrays)"
      )
    }
  }

  private def malformed(path: Path, schema: String): String =
    messages(intercept[Exception](reader().schema(schema).load(path.toString).collect()))

  test("what a column does not hold is a malformed record, whose error says what to do") {
    withTempDir { dir =>
      val path = resource(dir, "examples.tfrecord")
      assert(
        malformed(path, "pixels float").contains(
          "record 0 has 4 values of 'pixels', where its column holds one (give"
        )
      )
      assert(
        malformed(path, "pixels bigint").contains(
          "has a float_list for 'pixels', which its column does not hold"
        )
      )
      assert(
        malformed(path, "edges array<int>").contains(
          "has the int -9223372036854775808 for 'edges' (must be in"
        )
      )
      assert(
        malformed(path, "image string").contains(
          "has bytes for 'image' that are not UTF-8 (give a schema with BINARY"
        )
      )
      assert(
        malformed(path, "id array<array<bigint>>").contains(
          "has the feature 'id', where its column holds feature lists"
        )
      )
    }
  }

  test("malformed records fail the query, are rows of nulls, or dropped") {
    withTempDir { dir =>
      val good = Resources.bytes("tfrecord/examples.tfrecord")
      val damaged = good.clone()
      damaged(good.length / 2) = (damaged(good.length / 2) ^ 1).toByte
      val path = file(dir, "damaged.tfrecord", damaged)
      val failure = messages(intercept[Exception](load(path).collect()))
      assert(
        failure.contains(s"Cannot read TFRecord file 'file:$path' at byte ") && failure.contains(
          "the checksum of the data of record 2"
        )
      )
      assert(rows(load(path, "mode" -> "DROPMALFORMED").select("id")).flatten == Seq(0L, 1L, 3L, 4L))
      val permissive =
        reader("mode" -> "PERMISSIVE").schema("id bigint, _corrupt_record binary").load(path.toString)
      val found = rows(permissive)
      assert(found.map(_.head) == Seq(0L, 1L, null, 3L, 4L) && found.map(_.last).count(_ != null) == 1)
      val cut = file(dir, "cut.tfrecord", good.dropRight(1))
      assert(
        messages(intercept[Exception](load(cut, "mode" -> "PERMISSIVE").collect()))
          .contains("record 4 is truncated")
      )
    }
  }

  private def frame: DataFrame = spark
    .range(0, 20, 1, 2)
    .selectExpr(
      "id",
      "cast(id as int) i",
      "id % 2 = 0 even",
      "cast(id / 4 as float) f",
      "id / 4 d",
      "concat('s', id) s",
      "cast(concat('b', id) as binary) b",
      "transform(sequence(0, id), n -> cast(n as float)) fs",
      "case when id % 3 = 0 then array('x', cast(id as string)) end ss"
    )

  for (compression <- Seq("none", "gzip", "zstd")) {
    test(s"what is written is read, compression $compression") {
      withTempDir { dir =>
        save(frame, dir.resolve("out"), "compression" -> compression)
        val suffix = Map("none" -> ".tfrecord", "gzip" -> ".tfrecord.gz", "zstd" -> ".tfrecord.zst")
        val files = written(dir.resolve("out"))
        assert(files.size == 2 && files.forall(_.toString.endsWith(suffix(compression))))
        val read = reader()
          .schema(
            "id bigint, i int, even int, f float, d double, s string, b binary, fs array<float>, ss array<string>"
          )
          .load(dir.resolve("out").toString)
        assert(
          rows(read.orderBy("id")) == rows(frame.withColumn("even", col("even").cast("int")).orderBy("id"))
        )
        val inferred = load(dir.resolve("out")).schema.fields.map(f => f.name -> f.dataType.sql).toMap
        assert(inferred("b") == "STRING" && inferred("d") == "FLOAT" && inferred("fs") == "ARRAY<FLOAT>")
        val binary = load(dir.resolve("out"), "inferStrings" -> "false").schema
        assert(binary("s").dataType.sql == "BINARY")
      }
    }
  }

  test("feature lists are written, with context and nulls") {
    withTempDir { dir =>
      val lists =
        spark.sql("select 1L id, array(array(1L, 2L), null, array()) tokens union all select 2L, null")
      save(lists.coalesce(1), dir.resolve("out"), "recordType" -> "SequenceExample")
      val read = load(dir.resolve("out"), "recordType" -> "SequenceExample").select("id", "tokens")
      assert(rows(read.orderBy("id")) == Seq(Seq(1L, Seq(Seq(1L, 2L), null, Nil)), Seq(2L, null)))
    }
  }

  test("a stream reads new files, with the columns of those before") {
    withTempDir { dir =>
      val in = Files.createDirectory(dir.resolve("in"))
      def run(): Seq[Long] = {
        spark.readStream
          .format(format)
          .load(in.toString)
          .select("id", "name")
          .writeStream
          .format("parquet")
          .option("checkpointLocation", dir.resolve("checkpoint").toString)
          .trigger(Trigger.AvailableNow())
          .start(dir.resolve("out").toString)
          .awaitTermination()
        spark.read.parquet(dir.resolve("out").toString).collect().toSeq.map(_.getLong(0)).sorted
      }
      resource(in, "examples.tfrecord")
      assert(run() == (0L until 5L))
      resource(in, "examples.tfrecord.gz")
      assert(run() == (0L until 5L).flatMap(i => Seq(i, i)))
    }
  }

  test("partition columns") {
    withTempDir { dir =>
      frame
        .select(col("id"), (col("id") % 2).cast("int").as("part"))
        .write
        .format(format)
        .mode("append")
        .partitionBy("part")
        .save(dir.resolve("out").toString)
      val read = load(dir.resolve("out"))
      assert(rows(read.where("part = 1").select("id").orderBy("id")).flatten == (1L until 20L by 2))
      val chosen = reader().schema("part int, id double").load(dir.resolve("out").toString)
      assert(rows(chosen.orderBy("id")).take(2) == Seq(Seq(0, 0.0), Seq(1, 1.0)))
    }
  }

  test("columns that no record holds are refused") {
    withTempDir { dir =>
      def refusal(sql: String, options: (String, String)*): String =
        messages(intercept[Exception](save(spark.sql(sql), dir.resolve("out"), options: _*)))
      assert(
        refusal("select current_date() d").contains(
          "Cannot write column 'd' of DATE as a feature (must be a whole number"
        )
      )
      assert(refusal("select map(1, 2) m").contains("Cannot write column 'm' of MAP<INT, INT>"))
      assert(refusal("select array(array(1)) a").contains("arrays of arrays need recordType SequenceExample"))
      assert(
        refusal("select 1 a", "recordType" -> "ByteArray").contains("(must be one, of BINARY or STRING)")
      )
      assert(
        refusal("select array(1, null) a").contains("Cannot write null, which is element 1 of column 'a'")
      )
    }
  }

  test("records without features, and options that do not exist") {
    withTempDir { dir =>
      val empty = file(dir, "empty.tfrecord", Array[Byte]())
      assert(
        refused(load(empty)).contains(
          "Cannot infer columns of 1 TFRecord files in which no record has a feature"
        )
      )
      assert(refused(load(empty, "recordtypes" -> "Example")).contains("did you mean 'recordType'?"))
      assert(reader().schema("id bigint").load(empty.toString).collect().isEmpty)
    }
  }
}
