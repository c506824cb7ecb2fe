package org.coherer.datasource.idx

import java.io.UncheckedIOException
import java.nio.file.Files

import org.apache.spark.sql.DataFrame
import org.apache.spark.sql.functions.{col, sum}
import org.scalatest.funsuite.AnyFunSuite

class IdxDataSourceSuite extends AnyFunSuite with WithIdxFiles {

  private def labels(frame: DataFrame): Seq[Int] = frame.select("label").collect().toSeq.map(_.getInt(0))

  private def images(frame: DataFrame): Seq[Seq[Float]] =
    frame.select("image").collect().toSeq.map(_.getAs[scala.collection.Seq[Float]](0).toList)

  private def refused(body: => Any): String = intercept[IllegalArgumentException](body).getMessage

  for (suffix <- Seq("", ".gz")) {
    test(s"a split of a directory is images and labels side by side, files '$suffix'") {
      withTempDir { dir =>
        writeMnist(dir, "train", 23, suffix)
        writeMnist(dir, "t10k", 5, suffix)
        val train = load(dir, "split" -> "train")
        assert(train.schema.toDDL == "image ARRAY<FLOAT> NOT NULL,label INT NOT NULL")
        assert(labels(train) == (0 until 23).map(_ % 10))
        assert(images(train) == (0 until 23).map(i => Seq.fill(6)(i.toFloat)))
        val both = train.collect().toSeq
        assert(
          both.map(r => (r.getAs[scala.collection.Seq[Float]](0).head, r.getInt(1))) ==
            (0 until 23).map(i => (i.toFloat, i % 10))
        )
        assert(labels(load(dir, "split" -> "t10k")).size == 5)
        assert(labels(load(dir, "split" -> "TEST")).size == 5)
      }
    }
  }

  test("scale multiplies the pixels and leaves the labels") {
    withTempDir { dir =>
      writeMnist(dir, "train", 256)
      val scaled = load(dir, "split" -> "train", "scale" -> "0.00392156862745098")
      assert(images(scaled).map(_.head) == (0 until 256).map(i => (i / 255.0).toFloat))
      assert(images(scaled).last.head == 1f)
      assert(labels(scaled) == (0 until 256).map(_ % 10))
    }
  }

  test("labels of every integer type become ints") {
    withTempDir { dir =>
      writeMnist(dir, "train", 3)
      for (element <- elements if element.code <= 0x0c) {
        val stored: Seq[Any] = element.sqlName match {
          case "tinyint" => Seq[Byte](0, 7, 100)
          case "smallint" => Seq[Short](0, 7, 100)
          case "int" => Seq(0, 7, 100)
        }
        write(dir.resolve("train-labels-idx1-ubyte"), idx(element, Seq(3), stored))
        assert(labels(load(dir, "split" -> "train")) == Seq(0, 7, 100), element)
      }
    }
  }

  test("where a file is there in both forms, the one that can be split is read") {
    withTempDir { dir =>
      writeMnist(dir, "train", 4, ".gz")
      writeMnist(dir, "train", 9)
      assert(load(dir, "split" -> "train").count() == 9)
    }
  }

  test("plain files are read by several tasks, each row once and in order") {
    withTempDir { dir =>
      writeMnist(dir, "train", 101)
      for (limit <- Seq(69, 349, 700, 706, 707)) {
        withConf("spark.sql.files.maxPartitionBytes" -> limit.toString) {
          val train = load(dir, "split" -> "train")
          val rowsPerTask = math.max(1, limit / 7)
          assert(train.rdd.getNumPartitions == (100 + rowsPerTask) / rowsPerTask)
          assert(images(train).map(_.head.toInt) == (0 until 101))
          assert(labels(train) == (0 until 101).map(_ % 10))
        }
      }
    }
  }

  test("a compressed file is read by one task, and only if it is read") {
    withTempDir { dir =>
      writeMnist(dir, "train", 50)
      val file = dir.resolve("train-images-idx3-ubyte")
      write(file, gzip(Files.readAllBytes(file)))
      withConf("spark.sql.files.maxPartitionBytes" -> "10") {
        val train = load(dir, "split" -> "train")
        assert(train.rdd.getNumPartitions == 1)
        assert(train.select("image").rdd.getNumPartitions == 1)
        assert(train.select("label").rdd.getNumPartitions == 5)
      }
    }
  }

  test("columns that are not selected are not read") {
    withTempDir { dir =>
      writeMnist(dir, "train", 12)
      val train = load(dir, "split" -> "train")
      Files.delete(dir.resolve("train-images-idx3-ubyte"))
      assert(train.select("label").agg(sum("label")).head().getLong(0) == 46)
      assert(train.count() == 12)
      Files.delete(dir.resolve("train-labels-idx1-ubyte"))
      assert(train.count() == 12)
    }
  }

  test("expressions, filters, joins and limits work on the rows") {
    withTempDir { dir =>
      writeMnist(dir, "train", 40)
      val train = load(dir, "split" -> "train")
      assert(
        train
          .where("label = 3 and image[5] > 10")
          .selectExpr("image[0]")
          .collect()
          .toSeq
          .map(_.getFloat(0)) ==
          Seq(13f, 23f, 33f)
      )
      assert(train.limit(3).collect().length == 3)
      val joined = train.as("a").join(train.as("b"), col("a.label") === col("b.label"))
      assert(joined.count() == 160)
      assert(train.repartition(3).orderBy("image").cache().count() == 40)
    }
  }

  test("Spark learns the number of rows and their size in memory") {
    withTempDir { dir =>
      writeMnist(dir, "train", 40)
      val train = load(dir, "split" -> "train")
      def statistics(frame: DataFrame) = frame.queryExecution.optimizedPlan.stats
      assert(statistics(train).rowCount.exists(_ == BigInt(40)))
      assert(statistics(train).sizeInBytes == BigInt(40 * (8 + 16 + 6 * 4 + 8)))
      assert(statistics(train.select("label")).sizeInBytes == BigInt(40 * (8 + 8)))
    }
  }

  test("a given schema may name some columns in another order") {
    withTempDir { dir =>
      writeMnist(dir, "train", 3)
      def read(ddl: String) =
        spark.read.format("idx").option("split", "train").schema(ddl).load(dir.toString)
      assert(read("label int, image array<float>").columns.toSeq == Seq("label", "image"))
      assert(read("label int, image array<float>").collect().toSeq.map(_.getInt(0)) == Seq(0, 1, 2))
      assert(read("label int").columns.toSeq == Seq("label"))
      assert(
        refused(read("label bigint")) ==
          s"Invalid type BIGINT of column 'label' (must be INT in idx '$dir': omit the schema, or cast)"
      )
      assert(refused(read("image array<double>")).startsWith("Invalid type ARRAY<DOUBLE> of column 'image'"))
      assert(
        refused(read("target int")) ==
          s"Unknown column 'target' (idx '$dir' has image ARRAY<FLOAT> NOT NULL,label INT NOT NULL)"
      )
    }
  }

  test("bad options are refused before anything is read") {
    withTempDir { dir =>
      writeMnist(dir, "train", 3)
      val file = dir.resolve("train-labels-idx1-ubyte")
      assert(
        refused(load(dir, "split" -> "validation")) ==
          "Invalid split 'validation' (must be train, t10k or test)"
      )
      assert(
        refused(load(dir)) ==
          s"Cannot read the directory '$dir' without the option split (must be train, t10k or test)"
      )
      assert(
        refused(load(file, "split" -> "train")) ==
          s"Cannot read a split of '$file': it is a file (omit the option split, or load the directory)"
      )
      assert(
        refused(load(file, "scale" -> "big")) ==
          "Invalid scale 'big' (must be a finite number other than 0)"
      )
      assert(
        refused(load(file, "shuffle" -> "true")) ==
          "Unknown option 'shuffle' of format 'idx' (must be one of [basePath, maxFilesPerTrigger, " +
          "modifiedAfter, modifiedBefore, pathGlobFilter, recursiveFileLookup, scale, split])"
      )
      assert(refused(load(file, "scael" -> "2")).contains("(did you mean 'scale'? It must be one of"))
      assert(refused(spark.read.format("idx").load()).startsWith("No path to read"))
      assert(refused(load(dir.resolve("absent"))).startsWith(s"Invalid path '$dir/absent' (there is no file"))
    }
  }

  test("a split that is not in the directory is refused with what is there") {
    withTempDir { dir =>
      writeMnist(dir, "train", 3)
      assert(
        refused(load(dir, "split" -> "test")) ==
          "Cannot find t10k-images-idx3-ubyte or t10k-images-idx3-ubyte.gz in " +
          s"'file:$dir' (there is train-images-idx3-ubyte, train-labels-idx1-ubyte)"
      )
    }
  }

  test("several files and directories are read one behind the other, if their columns are the same") {
    withTempDir { dir =>
      for ((name, rows) <- Seq("day=1" -> 3, "day=2" -> 5)) {
        Files.createDirectory(dir.resolve(name))
        writeMnist(dir.resolve(name), "train", rows)
      }
      val pairs = load(dir, "split" -> "train")
      assert(pairs.columns.toSeq == Seq("image", "label", "day") && pairs.count() == 8)
      assert(labels(pairs.where("day = 2")) == (0 until 5))
      val one = dir.resolve("day=1/train-labels-idx1-ubyte").toString
      val two = dir.resolve("day=2/train-labels-idx1-ubyte").toString
      val values = spark.read.format("idx").load(two, one)
      assert(values.collect().toSeq.map(_.getShort(0).toInt) == Seq(0, 1, 2, 3, 4, 0, 1, 2))
      assert(load(dir.resolve("day=*/*labels*")).count() == 8)
      val images = dir.resolve("day=1/train-images-idx3-ubyte").toString
      assert(
        intercept[UncheckedIOException](spark.read.format("idx").load(one, images)).getMessage
          .endsWith(s"differ from value SMALLINT NOT NULL of 'file:$one' (load them one by one)")
      )
    }
  }

  test("streams of pairs are refused, those of single files are read") {
    withTempDir { dir =>
      writeMnist(dir, "train", 3)
      def stream(path: String, options: (String, String)*) = options
        .foldLeft(spark.readStream.format("idx")) { case (each, (name, value)) => each.option(name, value) }
        .load(path)
        .writeStream
        .format("memory")
        .queryName("streamed")
        .start()
      val labels = stream(s"$dir/*labels*")
      labels.processAllAvailable()
      labels.stop()
      assert(spark.table("streamed").count() == 3)
      val pairs = stream(dir.toString, "split" -> "train")
      val failure = intercept[Exception](pairs.processAllAvailable())
      assert(failure.getMessage.contains("Cannot stream pairs of IDX files"))
    }
  }

  test("a view in SQL reads it") {
    withTempDir { dir =>
      writeMnist(dir, "train", 3)
      spark.sql(s"create temporary view digits using idx options (path '$dir', split 'train')")
      try assert(spark.sql("select sum(label) from digits").head().getLong(0) == 3)
      finally spark.catalog.dropTempView("digits")
    }
  }
}
