package org.coherer.datasource.safetensors

import java.nio.file.Files

import org.coherer.datasource.{Resources, WithFormat}
import org.scalatest.funsuite.AnyFunSuite

class SafetensorsDataSourceSuite extends AnyFunSuite with WithFormat {

  override def format: String = "safetensors"

  test("a tensor is a row") {
    withTempDir { dir =>
      val frame = load(resource(dir, "types.safetensors"))
      assert(
        frame.schema.toDDL == "name STRING NOT NULL,dtype STRING NOT NULL,shape ARRAY<BIGINT> NOT NULL," +
          "values ARRAY<FLOAT> NOT NULL,metadata MAP<STRING, STRING> NOT NULL"
      )
      assert(frame.count() == 14)
      val some = frame
        .where("name in ('i16', 'f32', 'empty')")
        .orderBy("name")
        .select("name", "dtype", "shape", "values")
      assert(
        rows(some) == Seq(
          Seq("empty", "F32", Seq(3L, 0L, 2L), Nil),
          Seq("f32", "F32", Seq(1L, 3L), Seq(0.25f, -1.5f, 3e38f)),
          Seq("i16", "I16", Seq(2L, 2L), Seq(-2f, 0f, 1f, 100f))
        )
      )
      assert(rows(frame.selectExpr("metadata['format']").distinct()) == Seq(Seq("np")))
      assert(
        rows(
          load(dir.resolve("types.safetensors"), "values" -> "binary").where("name = 'u16'").select("values")
        ) ==
          Seq(Seq(Seq[Byte](0, 0, -1, -1)))
      )
    }
  }

  test("tensors are read by several tasks, each once") {
    withTempDir { dir =>
      resource(dir, "types.safetensors")
      write(dir.resolve("config.json"), "{}".getBytes("UTF-8"))
      spark.conf.set("spark.sql.files.maxPartitionBytes", "64")
      try {
        val frame = load(dir).select("name", "values")
        assert(frame.rdd.getNumPartitions > 1)
        assert(rows(frame).map(_.head).toSet.size == 14 && frame.collect().length == 14)
      } finally spark.conf.unset("spark.sql.files.maxPartitionBytes")
    }
  }

  test("a file that was read and is written is the same") {
    withTempDir { dir =>
      val frame = load(resource(dir, "types.safetensors"), "values" -> "binary")
      save(frame.coalesce(1), dir.resolve("out"))
      assert(
        Files.readAllBytes(written(dir.resolve("out")).head).toSeq == Resources
          .bytes("safetensors/types.safetensors")
          .toSeq
      )
    }
  }

  test("floats are tensors of F32") {
    withTempDir { dir =>
      save(spark.sql("select 'a' name, array(1f, 2f) values, array(2, 1) shape"), dir.resolve("out"))
      assert(
        rows(load(dir.resolve("out"))).map(_.take(4)) == Seq(Seq("a", "F32", Seq(2L, 1L), Seq(1f, 2f)))
      )
    }
  }

  test("limits, and types that floats are not made of") {
    withTempDir { dir =>
      val file = resource(dir, "types.safetensors")
      assert(
        failure(load(file, "maxHeaderBytes" -> "100"))
          .contains("(must be at most 100, the option maxHeaderBytes)")
      )
      assert(
        failure(load(file, "maxTensorBytes" -> "8").collect())
          .contains("has 16 bytes (must be at most 8, the option maxTensorBytes)")
      )
      val json = """{"a":{"dtype":"F8_E4M3","shape":[1],"data_offsets":[0,1]}}"""
      val eight = write(dir.resolve("eight"), SafetensorsFiles.file(json, 1))
      assert(
        failure(load(eight).collect())
          .contains("tensor 'a' of F8_E4M3 has no floats (set the option values to binary)")
      )
      assert(rows(load(eight, "values" -> "binary").select("values")) == Seq(Seq(Seq(0.toByte))))
      assert(
        failure(load(write(dir.resolve("none"), Array[Byte](1))))
          .contains("the length of the header is truncated")
      )
    }
  }

  test("rows that are no tensors are refused") {
    withTempDir { dir =>
      def refusal(sql: String): String = failure(save(spark.sql(sql), dir.resolve("out")))
      assert(
        refusal("select 'a' name, array(1f) values").contains(
          "Cannot write tensors without [shape] (must be name STRING,"
        )
      )
      assert(
        refusal("select 'a' name, cast('a' as binary) values, array(1) shape").contains("without [dtype]")
      )
      assert(
        refusal("select 'a' name, array(1f) values, array(1) shape, 1 x").contains(
          "Cannot write column 'x' of INT"
        )
      )
      assert(
        refusal("select 'a' name, array(1f) values, array(2) shape").contains(
          "it has 4 bytes (must be as many as"
        )
      )
      assert(
        refusal("select 'a' name, array(1f) values, array(1) shape, 'F16' dtype").contains(
          "(must be F32, or values must be binary)"
        )
      )
      assert(
        refusal("select 'a' name, array(1f) values, array(1) shape, 'F' dtype").contains(
          "of dtype 'F' (must be BOOL, "
        )
      )
      assert(
        refusal("select cast(null as string) name, array(1f) values, array(1) shape").contains(
          "whose name is null"
        )
      )
      assert(!Files.exists(dir.resolve("out")) || written(dir.resolve("out")).isEmpty)
    }
  }
}
