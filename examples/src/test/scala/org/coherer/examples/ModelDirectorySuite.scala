package org.coherer.examples

import java.nio.file.{Files, Path}
import org.apache.spark.ml.{Pipeline, PipelineModel, PipelineStage}
import org.scalatest.funsuite.AnyFunSuite

import org.coherer.testkit.{WithSpark, WithTempDir}

class ModelDirectorySuite extends AnyFunSuite with WithSpark with WithTempDir {

  private def model(): PipelineModel =
    new Pipeline().setStages(Array.empty[PipelineStage]).fit(spark.range(1).toDF("id"))

  private def hadoop = spark.sparkContext.hadoopConfiguration

  private def names(directory: Path): Seq[String] = directory.toFile.list.toSeq.sorted

  test("a model is saved where nothing was, with the directories above") {
    withTempDir { directory =>
      val path = directory.resolve("a/b/model").toString
      val saved = model()
      val target = new ModelDirectory(path)
      target.checkReplaceable(hadoop)
      target.save(saved, hadoop)
      assert(PipelineModel.load(path).uid === saved.uid)
    }
  }

  test("a newer model replaces an older one, and nothing else is left") {
    withTempDir { directory =>
      val path = directory.resolve("model").toString
      val target = new ModelDirectory(path)
      target.save(model(), hadoop)
      val second = model()
      target.checkReplaceable(hadoop)
      target.save(second, hadoop)
      assert(PipelineModel.load(path).uid === second.uid)
      assert(names(directory) === Seq("model"))
    }
  }

  test("an empty directory is taken") {
    withTempDir { directory =>
      val target = new ModelDirectory(directory.resolve("model").toString)
      Files.createDirectory(directory.resolve("model"))
      target.checkReplaceable(hadoop)
      target.save(model(), hadoop)
      assert(names(directory) === Seq("model"))
    }
  }

  test("a directory that holds something else is refused and kept") {
    withTempDir { directory =>
      Files.writeString(directory.resolve("letter.txt"), "dear")
      val thrown = intercept[IllegalArgumentException] {
        new ModelDirectory(directory.toString).checkReplaceable(hadoop)
      }
      assert(
        thrown.getMessage ===
          s"Cannot save a model in $directory: it holds something else (name another directory)"
      )
      assert(names(directory) === Seq("letter.txt"))
    }
  }
}
