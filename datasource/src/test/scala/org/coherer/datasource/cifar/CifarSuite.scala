package org.coherer.datasource.cifar

import java.io.{IOException, UncheckedIOException}
import java.nio.file.Path

import scala.util.Random

import org.apache.spark.sql.DataFrame
import org.coherer.datasource.WithFiles
import org.coherer.testkit.WithSpark
import org.scalatest.funsuite.AnyFunSuite

class CifarSuite extends AnyFunSuite with WithFiles with WithSpark {

  /** Images of one value each, behind labels that are counted up. */
  private def ten(first: Int, count: Int): Array[Byte] =
    (first until first + count).toArray.flatMap(i => ((i % 10).toByte +: Array.fill(3072)(i.toByte)))

  private def hundred(count: Int): Array[Byte] =
    (0 until count).toArray.flatMap(i =>
      Array((i % 20).toByte, (i % 100).toByte) ++ Array.fill(3072)(i.toByte)
    )

  private def load(path: Any, options: (String, String)*): DataFrame = options
    .foldLeft(spark.read.format("cifar")) { case (reader, (name, value)) => reader.option(name, value) }
    .load(path.toString)

  private def labels(frame: DataFrame): Seq[Int] = frame.select("label").collect().toSeq.map(_.getInt(0))

  private def refused(body: => Any): String = intercept[IllegalArgumentException](body).getMessage

  private def broken(body: => Any): String = intercept[UncheckedIOException](body).getMessage

  private def failure(body: => Any): String = Iterator
    .iterate[Throwable](intercept[Exception](body))(_.getCause)
    .collectFirst { case broken: IOException => broken.getMessage }
    .get

  private def writeTen(dir: Path): Unit = {
    write(dir.resolve("data_batch_1.bin"), ten(0, 13))
    write(dir.resolve("data_batch_2.bin"), ten(13, 7))
    write(dir.resolve("test_batch.bin"), ten(20, 5))
    write(dir.resolve("batches.meta.txt"), "airplane\n".getBytes("UTF-8")): Unit
  }

  test("CIFAR-10: the planes of an image, and its label, by splits") {
    withTempDir { dir =>
      writeTen(dir)
      val train = load(dir, "split" -> "train")
      assert(train.schema.toDDL == "image BINARY NOT NULL,label INT NOT NULL")
      assert(labels(train) == (0 until 20).map(_ % 10))
      val images = train.select("image").collect().toSeq.map(_.getAs[Array[Byte]](0).toSeq)
      assert(images == (0 until 20).map(i => Seq.fill(3072)(i.toByte)))
      assert(labels(load(dir, "split" -> "test")) == (0 until 5))
      assert(load(dir).count() == 25)
      assert(load(dir).queryExecution.optimizedPlan.stats.rowCount.exists(_ == BigInt(25)))
    }
  }

  test("CIFAR-100: the fine label and the coarse one") {
    withTempDir { dir =>
      val file = write(dir.resolve("train.bin"), hundred(120))
      val read = load(file)
      assert(read.schema.toDDL == "image BINARY NOT NULL,label INT NOT NULL,coarse_label INT NOT NULL")
      val both =
        read.select("coarse_label", "label").collect().toSeq.map(row => (row.getInt(0), row.getInt(1)))
      assert(both == (0 until 120).map(i => (i % 20, i % 100)))
      assert(
        read.select("image").collect().toSeq.map(_.getAs[Array[Byte]](0)(3071)) == (0 until 120).map(_.toByte)
      )
    }
  }

  test("bytes of a file are where the format has them, at random") {
    withTempDir { dir =>
      val random = new Random(4)
      val bytes = Array.ofDim[Byte](3073 * 3)
      random.nextBytes(bytes)
      (0 until 3).foreach(i => bytes(i * 3073) = i.toByte)
      val read = load(write(dir.resolve("a.bin"), bytes)).collect().toSeq
      for (i <- 0 until 3) {
        assert(read(i).getAs[Array[Byte]](0).toSeq == bytes.slice(i * 3073 + 1, (i + 1) * 3073).toSeq)
      }
    }
  }

  test("several tasks read each record once, and metadata count them in the file") {
    withTempDir { dir =>
      val file = write(dir.resolve("a.bin"), ten(0, 101))
      for (perTask <- Seq(1, 7, 50, 101)) {
        withConf("spark.sql.files.maxPartitionBytes" -> (perTask * 3073).toString) {
          val read = load(file)
          assert(read.rdd.getNumPartitions == (100 + perTask) / perTask)
          assert(labels(read) == (0 until 101).map(_ % 10))
          val indices = read.select("_metadata.record_index").collect().toSeq.map(_.getLong(0))
          assert(indices == (0L until 101L))
        }
      }
    }
  }

  test("a compressed file is read whole, and needs the variant") {
    withTempDir { dir =>
      val file = write(dir.resolve("a.bin.gz"), gzip(ten(0, 12)))
      assert(broken(load(file)).contains("compressed bytes: its length does not tell which variant it is"))
      val read = load(file, "variant" -> "CIFAR10")
      assert(labels(read) == (0 until 12).map(_ % 10) && read.count() == 12)
      val cut = load(write(dir.resolve("b.bin.gz"), gzip(ten(0, 2).take(4000))), "variant" -> "cifar10")
      assert(
        failure(cut.collect()) == s"Cannot read CIFAR file 'file:$dir/b.bin.gz' at byte 4000 " +
          "of its inflated content: record 1 is truncated (927 bytes, must be 3073)"
      )
    }
  }

  test("a compressed file whose header is damaged is named") {
    withTempDir { dir =>
      val bytes = gzip(ten(0, 2))
      bytes(2) = 7
      val damaged = load(write(dir.resolve("a.bin.gz"), bytes), "variant" -> "cifar10")
      for (read <- Seq[DataFrame => Any](_.collect(), _.count()))
        assert(
          failure(read(damaged)) == s"Cannot read CIFAR file 'file:$dir/a.bin.gz' at record 0: " +
            "the gzip file is damaged before its stored byte 3: the compression method is 7 (must be 8)"
        )
    }
  }

  test("lengths that tell nothing, that are cut, and files of both variants are refused") {
    withTempDir { dir =>
      val cut = write(dir.resolve("cut.bin"), ten(0, 2).take(6000))
      assert(
        broken(load(cut)) == s"Cannot read CIFAR file 'file:$cut' of 6000 bytes: its length does not tell " +
          "which variant it is (must be a multiple of 3073 for cifar10 or 3074 for cifar100; set the option variant)"
      )
      assert(
        broken(load(cut, "variant" -> "cifar10")) == s"Cannot read CIFAR file 'file:$cut' at byte 6000: " +
          "record 1 is truncated (2927 bytes, must be 3073)"
      )
      val none = write(dir.resolve("none.bin"), Array.emptyByteArray)
      assert(broken(load(none)).contains("of 0 bytes"))
      assert(load(none, "variant" -> "cifar100").collect().isEmpty)
      val both = dir.resolve("both")
      java.nio.file.Files.createDirectory(both)
      write(both.resolve("a.bin"), ten(0, 1))
      write(both.resolve("b.bin"), hundred(1))
      assert(refused(load(both)).contains("of CIFAR100 with"))
      assert(refused(load(both.resolve("a.bin"), "split" -> "test")).startsWith("Cannot read a split of"))
      assert(
        refused(load(both, "split" -> "test")) == s"Cannot find a CIFAR file in '$both' " +
          "(names must end in .bin or .bin.gz, and be of the split test)"
      )
    }
  }

  test("a label that does not exist makes a record malformed") {
    withTempDir { dir =>
      val bytes = ten(0, 3)
      bytes(3073) = 17
      val file = write(dir.resolve("a.bin"), bytes)
      assert(
        failure(load(file).collect()) == s"Cannot read CIFAR file 'file:$file' at byte 3073: " +
          "label 17 of record 1 (must be in [0, 10))"
      )
      assert(labels(load(file, "mode" -> "DROPMALFORMED")) == Seq(0, 2))
      assert(load(file, "mode" -> "DROPMALFORMED").count() == 2)
      val kept = spark.read
        .format("cifar")
        .option("mode", "PERMISSIVE")
        .schema("label INT, _corrupt_record BINARY")
        .load(file.toString)
        .where("label is null")
        .head()
      assert(kept.getAs[Array[Byte]](1).toSeq == bytes.slice(3073, 2 * 3073).toSeq)
    }
  }

  test("it is only read") {
    withTempDir { dir =>
      writeTen(dir)
      val failed =
        intercept[Exception](load(dir).write.format("cifar").mode("append").save(dir.resolve("out").toString))
      assert(failed.getMessage.contains("Cannot write format 'cifar': it is only read"))
    }
  }
}
