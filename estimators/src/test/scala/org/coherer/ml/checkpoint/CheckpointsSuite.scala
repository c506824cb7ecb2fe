package org.coherer.ml.checkpoint

import java.nio.file.{Files, Path}
import java.util.concurrent.{CompletableFuture, TimeUnit}

import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator
import org.apache.spark.ml.tuning.{CrossValidator, ParamGridBuilder}
import org.coherer.ml.{NeuralNetworkClassificationModel, NeuralNetworkClassifier, WithBlobs}
import org.coherer.testkit.{WithSpark, WithTempDir}
import org.nd4j.linalg.learning.config.Adam
import org.scalatest.concurrent.Eventually.{eventually, interval, timeout}
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.time.SpanSugar._

/** Fits that are interrupted, and begun again with the same folder. */
class CheckpointsSuite extends AnyFunSuite with WithSpark with WithBlobs with WithTempDir {

  private val Epochs = 400

  private def fit(folder: Path): NeuralNetworkClassifier = plain().setCheckpointDir(folder.toString)

  private def plain(): NeuralNetworkClassifier = classifier()
    .setNetwork(network(new Adam(0.01)))
    .setMaxIter(Epochs)
    .setBatchSize(16)
    .setValidationFraction(0.2)
    .setRestoreBest(true)
    .setKeepOptimizerState(true)

  private def folders(folder: Path): Seq[Path] =
    Option(folder.toFile.listFiles).toSeq.flatten.filter(_.getName.startsWith("fit-")).map(_.toPath)

  private def manifests(folder: Path): Seq[String] = folders(folder)
    .flatMap(fit => Option(fit.toFile.list).toSeq.flatten)
    .filter(_.endsWith(".manifest"))
    .sorted

  private def epochOf(manifest: String): Int = manifest.split("-")(1).toInt

  /** Begins a fit and cancels its jobs once some epochs are in a checkpoint. */
  private def interrupt(stage: NeuralNetworkClassifier, folder: Path, rows: Int): Unit = {
    val ended = new CompletableFuture[Throwable]
    val thread = new Thread(() => {
      spark.sparkContext.setJobGroup("interrupted", "a fit that is cancelled")
      try {
        stage.fit(blobs(rows))
        ended.complete(null)
      } catch { case e: Throwable => ended.complete(e) }
    })
    thread.start()
    eventually(timeout(60.seconds), interval(2.millis)) {
      assert(manifests(folder).exists(epochOf(_) >= 3))
    }
    spark.sparkContext.cancelJobGroup("interrupted")
    val failure = ended.get(30, TimeUnit.SECONDS)
    assert(failure != null, "the fit was over before it was cancelled")
    assert(failure.getMessage.contains("(the same fit, run again, goes on at epoch "), failure.getMessage)
    thread.join()
  }

  private def bits(model: NeuralNetworkClassificationModel) =
    (parameters(model), model.summary().objectiveHistory().toSeq, model.summary().totalIterations())

  test("a fit that was cancelled goes on where its checkpoint is, and ends with the same bits") {
    withTempDir { folder =>
      val undisturbed = bits(plain().setNumWorkers(2).fit(blobs(2000)))
      interrupt(fit(folder).setNumWorkers(2), folder, 2000)
      val before = epochOf(manifests(folder).last)
      assert(before < Epochs)
      val resumed = fit(folder).setNumWorkers(2).setResume("required").fit(blobs(2000))
      assert(bits(resumed) == undisturbed)
      assert(folders(folder).size == 1)

      val written = manifests(folder)
      val again = fit(folder).setNumWorkers(2).fit(blobs(2000))
      assert(bits(again) == undisturbed)
      assert(manifests(folder) == written, "a fit that has ended is not repeated")
    }
  }

  for ((before, after) <- Seq(2 -> 1, 1 -> 2))
    test(s"a fit of $before workers goes on with $after: the same batches, the same result up to rounding") {
      withTempDir { folder =>
        val undisturbed = plain().setNumWorkers(before).fit(blobs(2000))
        interrupt(fit(folder).setNumWorkers(before), folder, 2000)
        val written = manifests(folder)
        val resumed = fit(folder).setNumWorkers(after).setResume("required").fit(blobs(2000))
        assert(resumed.summary().totalIterations() == undisturbed.summary().totalIterations())
        val losses = resumed.summary().objectiveHistory().zip(undisturbed.summary().objectiveHistory())
        for ((found, expected) <- losses) assert(math.abs(found - expected) <= 1e-3 * expected)
        assert(folders(folder).size == 1)
        assert(epochOf(manifests(folder).last) > epochOf(written.last))
      }
    }

  test("fewer workers than numWorkers train with the batches of numWorkers") {
    val all = plain().setNumWorkers(2).setMaxIter(3).fit(blobs(200))
    val e = intercept[IllegalArgumentException](plain().setNumWorkers(4).setMaxIter(3).fit(blobs(200)))
    assert(e.getMessage.startsWith("Cannot train with 4 workers: the cluster offers 2 slots"))
    val four = plain().setNumWorkers(4).setMinWorkers(2).setMaxIter(3).fit(blobs(200))
    assert(
      four.artifact().network().optimizerState().steps() < all.artifact().network().optimizerState().steps()
    )
  }

  test("what differs is told where a fit must resume and cannot") {
    withTempDir { folder =>
      fit(folder).setMaxIter(2).fit(blobs(90))
      val refused = intercept[IllegalArgumentException] {
        fit(folder).setMaxIter(3).setResume("required").fit(blobs(60))
      }
      val text = refused.getMessage
      assert(text.startsWith("No checkpoint of this fit, whose fingerprint is "), text)
      assert(text.contains("params.maxIter: 3 (this run), 2 (checkpoint)"), text)
      assert(text.contains("data.trainingRows: "), text)
      assert(text.endsWith("(make network, rows and Params equal, or set resume to auto)"), text)
      fit(folder).setMaxIter(3).fit(blobs(60))
      assert(folders(folder).size == 2)
    }
  }

  test("other rows of the same number are another fit, the same ones in other partitions are not") {
    withTempDir { folder =>
      def run(data: org.apache.spark.sql.DataFrame) =
        fit(folder).setMaxIter(2).setValidationFraction(0).setNumWorkers(1).fit(data)
      // Neither is standardized, so that nothing but the rows themselves tells them from each other.
      val network = new NeuralNetworkClassifier().setLayers(4, 8, 3).setStandardization(false)
      def plain(data: org.apache.spark.sql.DataFrame) = network
        .setMaxIter(2)
        .setBatchSize(16)
        .setNumWorkers(1)
        .setCheckpointDir(folder.toString)
        .fit(data)
      plain(blobs(90))
      plain(blobs(90, seed = 2))
      assert(folders(folder).size == 2)
      plain(blobs(90, partitions = 3))
      assert(folders(folder).size == 2)
      run(blobs(90))
      assert(folders(folder).size == 3)
    }
  }

  test("a fit that never resumes leaves others' checkpoints, and begins anew") {
    withTempDir { folder =>
      val first = bits(fit(folder).setMaxIter(2).fit(blobs(90)))
      assert(bits(fit(folder).setMaxIter(2).setResume("never").fit(blobs(90))) == first)
      assert(folders(folder).size == 2)
    }
  }

  test("each fit of a cross-validation has a folder of its own, and is not repeated") {
    withTempDir { folder =>
      val stage = fit(folder).setMaxIter(3).setKeepOptimizerState(false)
      val grid = new ParamGridBuilder().addGrid(stage.maxIter(), Array(2, 3)).build()
      val validator = new CrossValidator()
        .setEstimator(stage)
        .setEstimatorParamMaps(grid)
        .setEvaluator(new MulticlassClassificationEvaluator)
        .setNumFolds(2)
        .setSeed(1)
      val data = blobs(120).cache()
      try {
        val first = validator.fit(data)
        val written = manifests(folder)
        assert(folders(folder).size == 5, "two folds of two fits, and that of the best")
        val second = validator.fit(data)
        assert(second.avgMetrics.toSeq == first.avgMetrics.toSeq)
        assert(manifests(folder) == written)
      } finally data.unpersist()
    }
  }

  test("only so many checkpoints are kept") {
    withTempDir { folder =>
      fit(folder).setMaxIter(12).setRestoreBest(false).setCheckpointsToKeep(1).fit(blobs(90))
      val kept = manifests(folder).map(epochOf)
      assert(kept.last == 12 && kept.size <= 2, kept)
    }
  }

  test("Params that cannot be used are refused before a row is read") {
    withTempDir { folder =>
      def refusal(stage: NeuralNetworkClassifier) =
        intercept[IllegalArgumentException](stage.fit(blobs(9))).getMessage
      assert(refusal(fit(folder).setResume("x")) == "Invalid resume 'x' (must be auto, never or required)")
      assert(
        refusal(classifier().setResume("required")) == "Cannot use resume without checkpointDir (set both)"
      )
      assert(
        refusal(classifier().setCheckpointSteps(5)) ==
          "Cannot use checkpointSteps without checkpointDir (set both)"
      )
      val file = Files.createFile(folder.resolve("file"))
      val text = refusal(fit(file.resolve("sub")))
      assert(text.startsWith(s"Invalid checkpointDir $file/sub: Cannot write checkpoints to "), text)
    }
  }
}
