package org.coherer.ml.embedding

import java.nio.file.{Files, Path, Paths}

import org.apache.spark.sql.DataFrame
import org.apache.spark.sql.functions._
import org.coherer.connector.column.InvalidParamException
import org.coherer.ml.{NeuralNetworkClassificationModel, NeuralNetworkClassifier}
import org.coherer.testkit.WithTempDir
import org.coherer.training.embedding.{Combiner, EmbeddingInput, EmbeddingSpec, RowLifetime, WhenFull}
import org.scalatest.concurrent.Eventually.{eventually, interval, timeout}
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.time.SpanSugar._

/** Columns of ids in front of a network, from fit to transform. */
class EmbeddingFitSuite extends AnyFunSuite with WithRatings with WithTempDir {

  private def accuracy(model: NeuralNetworkClassificationModel, rows: DataFrame): Double =
    model
      .transform(rows)
      .select(avg(when(col("prediction") === col("label"), 1.0).otherwise(0.0)))
      .head()
      .getDouble(0)

  private def probabilities(model: NeuralNetworkClassificationModel, rows: DataFrame): Seq[String] =
    model.transform(rows).select("probability").collect().map(_.get(0).toString).toSeq

  private def assertLearns(fit: => NeuralNetworkClassificationModel): NeuralNetworkClassificationModel = {
    val model = fit
    val found = accuracy(model, ratings)
    assert(found > 0.9, s"accuracy $found")
    model
  }

  test("ids alone are enough: rows of tables are all that the network gets") {
    val model = assertLearns(rater().setEmbeddings(ids("user"), ids("item")).fit(ratings))
    assert(model.numFeatures == 0)
    assert(model.describe().contains("2 columns of ids embedded"), model.describe())
  }

  test("ids stand behind features, which are standardized all the same") {
    val estimator = rater().setFeaturesCols("noise").setEmbeddings(ids("user"), ids("item"))
    val model = assertLearns(estimator.fit(ratings))
    assert(model.numFeatures == 1)
    assert(model.describe().contains("1 feature standardized"), model.describe())
  }

  test("texts need no StringIndexer") {
    assertLearns(rater().setEmbeddings(ids("name"), ids("item")).fit(ratings))
  }

  test("arrays of ids are combined, and an array may be empty") {
    val input = new EmbeddingInput("both", 2, ids("both", 16).table().withCombiner(Combiner.MEAN))
    val both = ratings.withColumn("both", array(col("user"), col("item") + lit(1000000000L)))
    val model = rater().setEmbeddings(input).fit(both)
    assert(accuracy(model, both) > 0.75)
    val none = both.withColumn("both", array().cast("array<bigint>"))
    assert(probabilities(model, none.limit(3)).distinct.size == 1)
  }

  test("a saved model has its tables, and scores as before") {
    withTempDir { folder =>
      val model = rater().setEmbeddings(ids("user"), ids("item")).fit(ratings)
      val unseen = ratings.limit(5).withColumn("user", lit(5L))
      val before = probabilities(model, ratings.limit(50)) ++ probabilities(model, unseen)
      val path = folder.resolve("model").toString
      model.write.overwrite().save(path)
      val loaded = NeuralNetworkClassificationModel.load(path)
      assert(probabilities(loaded, ratings.limit(50)) ++ probabilities(loaded, unseen) == before)
      assert(loaded.describe() == model.describe())
      val again = folder.resolve("again").toString
      loaded.write.save(again)
      assert(probabilities(NeuralNetworkClassificationModel.load(again), unseen) == before.drop(50))
    }
  }

  test("training goes on from a saved model with its tables") {
    withTempDir { folder =>
      val path = folder.resolve("start").toString
      def onwards() = new NeuralNetworkClassifier()
        .setTrainer("parameterServer")
        .setInitialModelPath(path)
        .setNumWorkers(1)
        .setLearningRate(0.001)
        .setMaxIter(1)
      def assertGoesOn(first: NeuralNetworkClassifier, next: NeuralNetworkClassifier): Unit = {
        val model = first.fit(ratings)
        model.write.overwrite().save(path)
        val warm = next.fit(ratings)
        // What is kept of the optimizer are the sums of squared gradients, which make small steps of large ones.
        val known = if (first.getKeepOptimizerState) 10 else 1
        assert(warm.summary.objectiveHistory.head < model.summary.objectiveHistory.apply(known))
        assert(accuracy(warm, ratings) > 0.9)
      }
      val both = Seq(ids("user"), ids("item"))
      assertGoesOn(rater().setEmbeddings(both: _*), onwards().setEmbeddings(both: _*))
      assertGoesOn(
        rater().setEmbeddings(both: _*).setKeepOptimizerState(true),
        onwards().setEmbeddings(both: _*)
      )
      assertGoesOn(
        rater().setFeaturesCols("noise").setEmbeddings(both: _*),
        onwards().setFeaturesCols("noise")
      )
      val other = onwards().setFeaturesCols("noise").setEmbeddings(ids("user"))
      val refused = intercept[InvalidParamException](other.fit(ratings))
      assert(refused.getMessage.startsWith("Invalid embeddings: initialModelPath's network has [column=user"))
    }
  }

  test("consistencies learn alike") {
    for (consistency <- Seq("synchronous", "boundedStaleness", "asynchronous")) {
      val estimator = rater().setNumServers(1).setNumWorkers(1).setConsistency(consistency)
      assertLearns(estimator.setEmbeddings(ids("user"), ids("item")).fit(ratings))
    }
  }

  /** The folders of fits that this process has, where nobody has named a place for them. */
  private def folders(): Set[Path] = {
    val parents = Files.list(Paths.get(System.getProperty("java.io.tmpdir")))
    try
      parents
        .toArray(size => new Array[Path](size))
        .filter(_.getFileName.toString.startsWith("coherer-embeddings-"))
        .flatMap(parent => parent.toFile.listFiles().map(_.toPath))
        .toSet
    finally parents.close()
  }

  test("files that only a model knows of end with it, and not before what it is to score") {
    val before = folders()
    var model = rater().setMaxIter(1).setEmbeddings(ids("user")).fit(ratings)
    val mine = folders() -- before
    assert(mine.size == 1)
    var scored = model.transform(ratings)
    val probability = probabilities(model, ratings.limit(1))
    model = null
    System.gc()
    assert(scored.select("probability").limit(1).collect().map(_.get(0).toString).toSeq == probability)
    assert(mine.subsetOf(folders()))
    scored = null
    eventually(timeout(30.seconds), interval(200.millis)) {
      System.gc()
      assert((mine & folders()).isEmpty)
    }
  }

  test("a folder that a user names is the user's") {
    withTempDir { folder =>
      val estimator = rater().setMaxIter(1).setEmbeddings(ids("user")).setEmbeddingDir(folder.toString)
      estimator.fit(ratings)
      assert(folder.toFile.listFiles().length == 1)
      val full = EmbeddingSpec
        .of("user", 4)
        .withLifetime(
          new RowLifetime(5, RowLifetime.FOREVER.admission(), RowLifetime.NEVER, WhenFull.FAIL)
        )
      val tight = rater().setEmbeddings(EmbeddingInput.of("user", 4).withTable(full))
      val failed = intercept[Exception](tight.setEmbeddingDir(folder.toString).fit(ratings))
      assert(failed.getMessage.contains("'user'") && failed.getMessage.contains("maxRows"), failed.getMessage)
      assert(folder.toFile.listFiles().length == 1)
    }
  }

  test("a fit that is run again has the result of its last checkpoint, with its tables") {
    withTempDir { folder =>
      val (tables, checkpoints) = (folder.resolve("tables"), folder.resolve("checkpoints"))
      def fit() = rater()
        .setMaxIter(3)
        .setEmbeddings(ids("user"), ids("item"))
        .setEmbeddingDir(tables.toString)
        .setCheckpointDir(checkpoints.toString)
        .fit(ratings)
      val first = fit()
      val again = fit()
      assert(again.summary.totalIterations == 3)
      assert(again.summary.times().total() == first.summary.times().total(), "it was trained again")
      val some = ratings.limit(50)
      assert(probabilities(again, some) == probabilities(first, some))
      assert(tables.toFile.list().toSeq == checkpoints.toFile.list().toSeq)
      val temporary = rater().setEmbeddings(ids("user")).setCheckpointDir(checkpoints.toString)
      assert(
        refusal(temporary) == "embeddingDir is not set (set it beside checkpointDir: checkpoints refer to" +
          " the embedding tables there, which must outlast the application)"
      )
    }
  }

  private def refusal(estimator: NeuralNetworkClassifier, rows: DataFrame = ratings): String =
    intercept[IllegalArgumentException](estimator.fit(rows)).getMessage

  test("what cannot be trained is refused on the driver") {
    val two = rater().setEmbeddings(ids("user"), ids("user"))
    assert(refusal(two) == "Invalid embeddings: the column 'user' is there twice (name each once)")
    val all = rater().setTrainer("allReduce").setEmbeddings(ids("user"))
    assert(
      refusal(all).startsWith(
        "Cannot train embedding tables with this trainer (set trainer to parameterServer"
      )
    )
    val missing = rater().setEmbeddings(ids("nobody"))
    assert(refusal(missing).contains("nobody"))
    val wrong = refusal(rater().setEmbeddings(ids("noise")))
    assert(wrong.contains("'noise'") && wrong.contains("string"), wrong)
    val layers = rater().setEmbeddings(ids("user"))
    layers.clear(layers.hiddenLayers())
    assert(refusal(layers.setLayers(3, 2)).startsWith("Invalid embeddings: rows of 8 numbers together"))
    val key = intercept[InvalidParamException](rater().setEmbeddings("column=user").fit(ratings))
    assert(key.getMessage.endsWith("(must have width=...)") && key.params().contains("embeddings"))
  }

  test("a folder that cannot be written to is refused before a row is read") {
    withTempDir { folder =>
      val file = Files.write(folder.resolve("file"), Array[Byte](1))
      val estimator = rater().setEmbeddings(ids("user")).setEmbeddingDir(file.toString)
      val refused = intercept[InvalidParamException](estimator.fit(ratings))
      assert(refused.getMessage.startsWith(s"Invalid embeddingDir $file: Cannot write embedding tables to"))
      assert(refused.params().contains("embeddingDir"))
    }
  }

  test("a table that the servers have no memory for is refused before a row is read") {
    val lifetime = new RowLifetime(1000000, RowLifetime.FOREVER.admission(), RowLifetime.NEVER, WhenFull.FAIL)
    val large = EmbeddingInput.of("user", 64).withTable(EmbeddingSpec.of("user", 64).withLifetime(lifetime))
    val message = refusal(rater().setEmbeddings(large).setEmbeddingMemory(100L << 20))
    assert(
      message.startsWith("Invalid embeddings: tables of ") && message.contains("raise that, or numServers")
    )
  }

  test("ids that cannot be are told as other invalid values are") {
    val negative = ratings.withColumn("user", when(col("item") === 7, lit(-1L)).otherwise(col("user")))
    val message = refusal(rater().setEmbeddings(ids("user")), negative)
    assert(message.contains("'user'") && message.contains("-1"), message)
    val skipped = rater().setMaxIter(1).setHandleInvalid("skip").setEmbeddings(ids("user")).fit(negative)
    assert(skipped.transform(negative).count() == negative.filter("item != 7").count())
  }
}
