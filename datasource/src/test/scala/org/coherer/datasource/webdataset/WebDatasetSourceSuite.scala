package org.coherer.datasource.webdataset

import java.nio.file.Files

import org.apache.spark.sql.DataFrameReader
import org.coherer.datasource.{Resources, WithFormat}
import org.scalatest.funsuite.AnyFunSuite

class WebDatasetSourceSuite extends AnyFunSuite with WithFormat {

  override def format: String = "webdataset"

  private val png = Seq(0, 2, 3).map(i => i -> Seq(0x89.toByte, i.toByte)).toMap

  test("files of one name are a row") {
    withTempDir { dir =>
      val frame = load(resource(dir, "written.tar.gz"))
      assert(frame.schema("__key__").dataType.sql == "STRING")
      val types = frame.schema.fields.map(f => f.name -> f.dataType.sql).toMap
      assert(types == Map("__key__" -> "STRING", "cls" -> "BIGINT", "txt" -> "STRING", "seg.png" -> "BINARY"))
      assert(
        rows(frame.select("__key__", "cls", "txt", "`seg.png`")) ==
          (0 until 4).map(i => Seq(f"train/$i%04d", i % 3L, s"größe $i", png.getOrElse(i, null)))
      )
      assert(frame.count() == 4)
      val plain = write(dir.resolve("plain.tar"), Shards.inflated("written"))
      assert(rows(load(plain)) == rows(frame))
      assert(load(plain, "decode" -> "false").schema("cls").dataType.sql == "BINARY")
    }
  }

  test("a schema says which extensions are read, and as what") {
    withTempDir { dir =>
      val path = resource(dir, "written.tar.gz").toString
      val frame = reader().schema("txt binary, cls int, other string").load(path)
      assert(rows(frame.where("cls = 1")) == Seq(Seq("größe 1".getBytes("UTF-8").toSeq, 1, null)))
      assert(
        refused(reader().schema("cls date").load(path).collect())
          .contains("(must be BINARY, STRING, BIGINT or INT)")
      )
      for (name <- Seq("TXT", "Cls", "seg/png"))
        assert(
          refused(reader().schema(s"`$name` binary").load(path).collect()) ==
            s"Invalid name '$name' of a column (must be in lower case and without '/', as extensions are)"
        )
      val wrong = failure(reader().schema("txt bigint").load(path).collect())
      assert(
        wrong.contains(
          "file 'train/0000.txt' of 9 bytes is no BIGINT (give a schema with BINARY, or set decode"
        )
      )
      assert(
        failure(load(path, "maxEntryBytes" -> "1").collect())
          .contains("(must be at most 1, the option maxEntryBytes)")
      )
    }
  }

  test("a shard without records") {
    withTempDir { dir =>
      val file = write(dir.resolve("empty.tar"), Shards.write())
      assert(refused(load(file)).contains("Cannot infer columns of 1 shards in which there is no record"))
      assert(reader().schema("txt string").load(file.toString).collect().isEmpty)
    }
  }

  test("a compressed shard whose header is damaged is named") {
    withTempDir { dir =>
      val bytes = Resources.bytes("webdataset/written.tar.gz")
      bytes(2) = 7
      val file = write(dir.resolve("a.tar.gz"), bytes)
      for (
        read <- Seq[DataFrameReader => Any](
          _.load(file.toString),
          _.schema("txt string").load(file.toString).collect()
        )
      )
        assert(
          failure(read(reader())).contains(
            s"Cannot read webdataset file 'file:$file' at byte 0 of its inflated content: the file cannot be read: " +
              "the gzip file is damaged before its stored byte 3: the compression method is 7 (must be 8)"
          )
        )
    }
  }

  test("what is written is read") {
    withTempDir { dir =>
      val frame = spark.sql(
        "select concat('d/', id) __key__, id cls, cast(id as string) txt, " +
          "case when id % 2 = 0 then cast('b' as binary) end bin from range(0, 10, 1, 2)"
      )
      save(frame, dir.resolve("out"))
      assert(written(dir.resolve("out")).size == 2)
      val read = load(dir.resolve("out")).select("__key__", "cls", "txt", "bin").orderBy("cls")
      assert(rows(read) == rows(frame.orderBy("cls")))
    }
  }

  test("rows that are no records are refused") {
    withTempDir { dir =>
      def refusal(sql: String): String = failure(save(spark.sql(sql), dir.resolve("out")))
      assert(refusal("select 'a' txt").contains("(must have __key__ and one more)"))
      assert(refusal("select 'a' __key__").contains("(must have __key__ and one more)"))
      assert(refusal("select 'a' __key__, 1.5d x").contains("Invalid type DOUBLE of column 'x'"))
      assert(refusal("select 'a' __key__, 'b' `TXT`").contains("(must be in lower case"))
      assert(refusal("select 'a' __key__, 'b' `x/y`").contains("(must be in lower case"))
      assert(refusal("select 'a' __key__, 'b' `.x`").contains("(must not be empty, start with a dot"))
      for (key <- Seq("", "a.b", "/a", "../a", "a/../b", "a/"))
        assert(
          refusal(s"select '$key' __key__, 'b' txt")
            .contains(s"Cannot write key '$key' (must be a relative path")
        )
      assert(
        refusal("select explode(array('a', 'a')) __key__, 'b' txt").contains("not that of the row before it")
      )
      assert(refusal("select 'a' __key__, cast(null as string) txt").contains("all other columns are null"))
      assert(!Files.exists(dir.resolve("out")) || written(dir.resolve("out")).isEmpty)
    }
  }
}
