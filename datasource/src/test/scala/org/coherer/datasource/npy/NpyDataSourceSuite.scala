package org.coherer.datasource.npy

import java.nio.file.{Files, Path}

import org.coherer.datasource.{Resources, WithFormat}
import org.scalatest.funsuite.AnyFunSuite

class NpyDataSourceSuite extends AnyFunSuite with WithFormat {

  override def format: String = "npy"

  private def column(dir: Path, name: String): (String, Seq[Any]) = {
    val frame = load(resource(dir, s"$name.npy"))
    frame.schema("value").dataType.sql -> rows(frame).map(_.head)
  }

  test("a row of an array is a row, of the smallest type that holds it") {
    withTempDir { dir =>
      assert(column(dir, "b1") == (("BOOLEAN", Seq(true, false))))
      assert(column(dir, "i1") == (("TINYINT", Seq[Byte](-2, 0, 1, 100))))
      assert(column(dir, "u1") == (("SMALLINT", Seq[Short](0, 255))))
      assert(column(dir, "u2") == (("INT", Seq(0, 65535))))
      assert(column(dir, "u4") == (("BIGINT", Seq(0L, 4294967295L))))
      assert(column(dir, "u8") == (("BIGINT", Seq(0L, Long.MaxValue))))
      assert(column(dir, "f2") == (("FLOAT", Seq(0.5f, -2f, Float.PositiveInfinity))))
      assert(column(dir, "f4") == (("ARRAY<FLOAT>", Seq(Seq(0f, 0.25f, 0.5f), Seq(0.75f, 1f, 1.25f)))))
      assert(column(dir, "f8") == (("DOUBLE", Seq(0.1, 1e300))))
      assert(column(dir, "U") == (("STRING", Seq("größe", "\ud83d\ude00", ""))))
      assert(column(dir, "S") == (("BINARY", Seq("a".getBytes.toSeq, "bcd".getBytes.toSeq, Nil))))
      assert(column(dir, "scalar") == (("INT", Seq(7))))
      assert(column(dir, "none") == (("ARRAY<FLOAT>", Nil)))
      for (name <- Seq("rank3", "fortran"))
        assert(column(dir, name) == (("ARRAY<INT>", Seq(0 until 12, 12 until 24))))
      assert(
        failure(load(resource(dir, "u8-large.npy")).collect())
          .contains("row 0 of 1 has the element 9223372036854775808")
      )
    }
  }

  test("an array is read by several tasks, each row once and in order") {
    withTempDir { dir =>
      save(spark.range(0, 1000, 1, 1).toDF(), dir.resolve("out"))
      spark.conf.set("spark.sql.files.maxPartitionBytes", "1000")
      spark.conf.set("spark.sql.files.openCostInBytes", "0")
      try {
        val frame = load(dir.resolve("out"))
        assert(frame.rdd.getNumPartitions > 3 && frame.count() == 1000)
        assert(rows(frame).flatten == (0L until 1000L))
      } finally
        Seq("maxPartitionBytes", "openCostInBytes").foreach(n => spark.conf.unset(s"spark.sql.files.$n"))
    }
  }

  test("what is written is what NumPy writes") {
    withTempDir { dir =>
      for (name <- Seq("b1", "i1", "i2", "i4", "i8", "f4", "f8", "rank3")) {
        save(load(resource(dir, s"$name.npy")).coalesce(1), dir.resolve(s"$name-out"))
        val out = written(dir.resolve(s"$name-out")).head
        if (name == "rank3") assert(rows(load(out)) == rows(load(dir.resolve("rank3.npy"))))
        else assert(Files.readAllBytes(out).toSeq == Resources.bytes(s"npy/$name.npy").toSeq, name)
      }
    }
  }

  test("what is no array is refused") {
    withTempDir { dir =>
      def refusal(sql: String): String = failure(save(spark.sql(sql), dir.resolve("out")))
      assert(
        refusal("select 'a'").contains(
          "(must be BOOLEAN, a whole number, FLOAT or DOUBLE, or an array of these)"
        )
      )
      assert(refusal("select 1, 2").contains("Cannot write 2 columns as one array"))
      assert(refusal("select cast(null as int) x").contains("Cannot write null of column 'x'"))
      assert(refusal("select array(1, null) x").contains("element 1 of column 'x'"))
      assert(
        refusal("select cast(array() as array<int>) x").contains(
          "Cannot write an array of 0 elements of column 'x' (must be in [1, 134217728], which can be read"
        )
      )
      assert(
        refusal("select explode(array(array(1), array(1, 2))) x")
          .contains("Cannot write row 1: it has 2 elements (must be 1, as those before it)")
      )
      resource(dir, "i4.npy")
      resource(dir, "f8.npy")
      assert(refused(load(s"$dir/*.npy")).contains("(load them one by one)"))
      assert(failure(load(resource(dir, "object.npy"))).contains("elements of type '|O'"))
    }
  }
}

class NpzDataSourceSuite extends AnyFunSuite with WithFormat {

  override def format: String = "npz"

  private val expected = (0 until 4).map(i => Seq((0 until 3).map(j => (3 * i + j).toFloat), i.toLong))

  override def resource(dir: Path, name: String): Path =
    write(dir.resolve(name), Resources.bytes(s"npy/$name"))

  for (name <- Seq("stored.npz", "deflated.npz")) {
    test(s"arrays are columns: $name") {
      withTempDir { dir =>
        val frame = load(resource(dir, name))
        assert(frame.schema.toDDL == "x ARRAY<FLOAT> NOT NULL,y BIGINT NOT NULL")
        assert(rows(frame) == expected && frame.count() == 4)
        assert(rows(frame.select("y")).flatten == Seq(0L, 1L, 2L, 3L))
        assert(load(dir.resolve(name), "arrays" -> " y ").schema.toDDL == "y BIGINT NOT NULL")
        assert(refused(load(dir.resolve(name), "arrays" -> "x,z")).contains("Cannot read array 'z' of"))
      }
    }
  }

  test("arrays of different lengths are refused, unless those that belong together are named") {
    withTempDir { dir =>
      val out = new java.io.ByteArrayOutputStream
      val archive = new NpzWriter(out)
      for ((name, count) <- Seq("a" -> 1, "b" -> 2)) {
        val array = new NpyWriter(NpyType.of("|i1").get, java.util.Collections.emptyList[java.lang.Long])
        try {
          (0 until count).foreach(i => array.add(Array(i.toByte)))
          archive.add(name, array)
        } finally array.close()
      }
      archive.close()
      val file = write(dir.resolve("two.npz"), out.toByteArray)
      assert(
        refused(load(file)).contains(
          "array 'b' has 2 rows and 'a' has 1 (must be as many; name arrays that belong"
        )
      )
      assert(rows(load(file, "arrays" -> "b")).flatten == Seq[Byte](0, 1))
    }
  }

  test("what is written is read") {
    withTempDir { dir =>
      save(load(resource(dir, "stored.npz")), dir.resolve("out"))
      assert(rows(load(dir.resolve("out"))) == expected)
      assert(written(dir.resolve("out")).forall(_.toString.endsWith(".npz")))
      val empty = spark.sql("select 1 y, array_repeat(1.5d, 0) x")
      assert(failure(save(empty, dir.resolve("none"))).contains("an array of 0 elements of column 'x'"))
    }
  }

  test("an archive whose checksum is wrong") {
    withTempDir { dir =>
      val bytes = Resources.bytes("npy/stored.npz")
      val at = bytes.indexOfSlice(Seq[Byte](0, 0, -128, 63)) // 1.0f
      bytes(at) = 1
      val message = failure(load(write(dir.resolve("bad.npz"), bytes)).collect())
      assert(message.contains("cannot be read: invalid entry CRC"))
    }
  }
}
