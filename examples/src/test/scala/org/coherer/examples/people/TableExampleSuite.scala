package org.coherer.examples.people

import java.nio.file.{Files, Path, Paths}

import org.apache.spark.sql.functions.col
import org.apache.spark.sql.streaming.Trigger
import org.coherer.ml.{NeuralNetworkClassificationModel, NeuralNetworkClassifier}
import org.coherer.testkit.{WithSpark, WithTempDir}
import org.scalatest.funsuite.AnyFunSuite

/** The programs of docs/tables.md do what the page says. */
class TableExampleSuite extends AnyFunSuite with WithSpark with WithTempDir {

  private val repository = Paths.get(System.getProperty("coherer.repository"))

  private def assertScored(folder: String): Unit = {
    val scored = spark.read.parquet(folder + "scored")
    assert(scored.count() == 1000)
    val right = scored.where(col("found") === col("income")).count()
    assert(right > 850, right)
  }

  private def withPeople(body: String => Unit): Unit = withTempDir { folder =>
    TableExample.writePeople(folder)
    body(folder.toUri.toString)
  }

  test("the program in Java learns, saves, loads, and scores a batch and a stream") {
    withPeople { folder =>
      TableExample.run(spark, folder)
      assertScored(folder)
    }
  }

  test("the program in Scala does") {
    withPeople { folder =>
      // TABLE: begin
      val people = spark.read.option("header", true).option("inferSchema", true).csv(folder + "people.csv")
      val Array(train, test) = people.randomSplit(Array(0.8, 0.2), 1)

      val model = new NeuralNetworkClassifier()
        .setFeaturesCols("age", "hours", "job", "town", "member", "since")
        .setLabelCol("income")
        .setPredictedLabelCol("found")
        .setHandleInvalid("impute")
        .fit(train)
      println(model.evaluate(test))
      model.write.overwrite().save(folder + "income-model")

      val loaded = NeuralNetworkClassificationModel.load(folder + "income-model")
      loaded.transform(test).select("age", "job", "income", "found").show(5)
      val stream = loaded
        .transform(spark.readStream.schema(people.schema).option("header", true).csv(folder + "incoming"))
        .writeStream
        .option("checkpointLocation", folder + "checkpoint")
        .trigger(Trigger.AvailableNow())
        .start(folder + "scored")
      stream.awaitTermination()
      // TABLE: end
      assertScored(folder)
    }
  }

  test("docs/tables.md shows them as they are compiled") {
    def lines(file: Path) = Files.readString(file).linesIterator.toSeq
    val page = lines(repository.resolve("docs/tables.md"))
    val sources = "examples/src"
    for {
      file <- Seq(
        s"$sources/main/java/org/coherer/examples/people/TableExample.java",
        s"$sources/test/scala/org/coherer/examples/people/TableExampleSuite.scala",
        "python/tests/connect/test_stages.py"
      )
    } {
      val marked = lines(repository.resolve(file))
        .dropWhile(line => !line.contains("TABLE: begin"))
        .drop(1)
        .takeWhile(line => !line.contains("TABLE: end"))
      val margin = marked.filter(_.trim.nonEmpty).map(_.takeWhile(_ == ' ').length).min
      assert(marked.size > 10 && page.containsSlice(marked.map(_.drop(margin))), file)
    }
  }

  test("equal seeds give equal people") {
    withTempDir { folder =>
      def written(name: String, seed: Long) = {
        new People(seed, 50).write(folder.resolve(name))
        Files.readString(folder.resolve(name))
      }
      assert(written("a", 1) == written("b", 1) && written("c", 2) != written("a", 1).toString)
    }
  }
}
