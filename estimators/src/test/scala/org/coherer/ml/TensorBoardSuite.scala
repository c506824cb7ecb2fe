package org.coherer.ml

import java.nio.file.{Files, Path}
import java.util.concurrent.{Callable, Executors, TimeUnit}

import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator
import org.apache.spark.ml.tuning.{CrossValidator, ParamGridBuilder}
import org.coherer.connector.column.InvalidParamException
import org.coherer.testkit.{EventRecords, FullDisk, WithLogLines, WithSpark, WithTempDir}
import org.coherer.testkit.EventRecords.Event
import org.scalatest.funsuite.AnyFunSuite

/** The Param `tensorBoardDir`. */
class TensorBoardSuite extends AnyFunSuite with WithSpark with WithBlobs with WithTempDir with WithLogLines {

  override protected def sparkSettings: Map[String, String] =
    Map(FullDisk.Setting)

  private val Epochs = 4
  private val Logger = "org.coherer.connector.tensorboard.FitEvents"

  private def estimator(folder: String): NeuralNetworkClassifier = classifier()
    .setMaxIter(Epochs)
    .setNumWorkers(2)
    .setValidationFraction(0.2)
    .setLearningRate(0.05)
    .setTensorBoardDir(folder)

  private def local(folder: String): NeuralNetworkClassifier =
    estimator(folder).setNumWorkers(1).setTrainer("local")

  private def runs(folder: Path): Seq[Path] =
    Option(folder.toFile.listFiles).toSeq.flatten.map(_.toPath).sorted

  private def scalars(events: Seq[Event], tag: String): Seq[(Long, Float)] =
    events.flatMap(event => event.scalars.get(tag).map(event.step -> _))

  private def status(events: Seq[Event]): Long =
    events.flatMap(_.hparams.get("_hparams_/session_end_info")).head.message(4).number(1)

  test(
    "a fit is a run in a folder of its own, with the numbers of the summary at the steps of the optimizer"
  ) {
    withTempDir { folder =>
      val stage = estimator(folder.toString)
      val model = stage.fit(blobs(200))
      val Seq(run) = runs(folder)
      assert(run.getFileName.toString.matches(s"${stage.uid}-\\d{8}-\\d{6}-\\d+"))
      val events = EventRecords.read(run)
      val history = model.summary.trainingHistory.epochs
      val perEpoch = scalars(events, "loss/training").head._1
      assert(perEpoch > 1)
      for (i <- 0 until Epochs) {
        val epoch = history.get(i)
        val at = (i + 1) * perEpoch
        assert(scalars(events, "loss/training")(i) == at -> epoch.loss.toFloat)
        assert(scalars(events, "loss/validation")(i) == at -> epoch.validationLoss.toFloat)
        assert(scalars(events, "metrics/accuracy")(i) == at -> epoch.metrics.get("accuracy").toFloat)
        assert(scalars(events, "optimizer/learning_rate")(i) == at -> 0.05f)
        assert(scalars(events, "seconds/compute")(i) == at -> epoch.times.compute.toFloat)
      }
      assert(
        status(events) == 1 && events.flatMap(_.texts.get("notes")).last.startsWith("trained 4 epochs in ")
      )
    }
  }

  test("the network is its graph, and the Params are hyperparameters, those included that were chosen") {
    withTempDir { folder =>
      new NeuralNetworkClassifier()
        .setLayers(Features, 8, Classes)
        .setMaxIter(1)
        .setTensorBoardDir(folder.toString)
        .fit(blobs(100))
      val events = EventRecords.read(runs(folder).head)
      val nodes = events.flatMap(_.graph).head.messages(1)
      assert(nodes.size == 3 && nodes(1).texts(3) == Seq(nodes.head.text(1)))
      val start = events.flatMap(_.hparams.get("_hparams_/session_start_info")).head
      val params = EventRecords.params(start)
      assert(params("maxIter") == 1.0 && params("layers") == "[4,8,3]" && params("labelCol") == "label")
      assert(params("batchSize").asInstanceOf[Double] > 0)
    }
  }

  test("with histograms each epoch has those of weights and gradients, and the model has the same bits") {
    withTempDir { folder =>
      val plain = parameters(estimator(folder.resolve("plain").toString).fit(blobs(200)))
      for (isLocal <- Seq(false, true)) {
        val into = folder.resolve(if (isLocal) "local" else "two")
        val stage = if (isLocal) local(into.toString) else estimator(into.toString)
        val model = stage.setHistograms(true).fit(blobs(200))
        assert(isLocal || parameters(model) == plain)
        val events = EventRecords.read(runs(into).head)
        val perEpoch = scalars(events, "loss/training").head._1
        val steps = (1 to Epochs).map(_ * perEpoch)
        assert(scalars(events, "optimizer/gradient_norm").map(_._1) == steps)
        assert(scalars(events, "optimizer/gradient_norm").forall(_._2 > 0))
        val found = events.filter(_.histograms.nonEmpty)
        assert(found.map(_.step) == steps)
        val layers = Seq("layer0", "layer1")
        val tags = Seq("weights", "gradients").flatMap(kind => layers.map(layer => s"$kind/$layer"))
        found.foreach(event => assert(event.histograms.keySet == tags.toSet))
        // The last ones are of the parameters that the model has.
        val last = layers.map(layer => found.last.histograms(s"weights/$layer"))
        val ends = last.map(_.real(3).toInt).scanLeft(0)(_ + _)
        assert(ends.last == parameters(model).size)
        for (i <- layers.indices) {
          val values = parameters(model).slice(ends(i), ends(i + 1)).map(_.toDouble)
          assert(last(i).real(1) == values.min && last(i).real(2) == values.max)
          assert(math.abs(last(i).real(4) - values.sum) < 1e-9 * values.size)
          assert(last(i).reals(7).sum == values.size && last(i).reals(6).last == values.max)
        }
      }
      assert(
        EventRecords.read(runs(folder.resolve("plain")).head).forall(_.histograms.isEmpty),
        "without the Param there are none"
      )
    }
  }

  test("what is written while a fit trains can be read at the end of each epoch") {
    withTempDir { folder =>
      var seen = Seq.empty[Int]
      val added = org.coherer.connector.report.FitListeners.add(
        spark,
        _ => seen :+= scalars(EventRecords.read(runs(folder).head), "loss/training").size
      )
      try estimator(folder.toString).fit(blobs(100))
      finally added.close()
      assert(seen == (1 to Epochs).map(_ - 1) || seen == (1 to Epochs), seen)
    }
  }

  test("folds of a cross-validation, and copies with other Params, are runs of their own") {
    withTempDir { folder =>
      val stage = estimator(folder.toString).setMaxIter(1).setNumWorkers(1).setTrainer("local")
      val grid = new ParamGridBuilder().addGrid(stage.learningRate, Array(0.01, 0.1)).build()
      new CrossValidator()
        .setEstimator(stage)
        .setEstimatorParamMaps(grid)
        .setEvaluator(new MulticlassClassificationEvaluator())
        .setNumFolds(2)
        .setParallelism(2)
        .fit(blobs(120))
      val rates = runs(folder).map { run =>
        val events = EventRecords.read(run)
        assert(events.count(_.version.isDefined) == 1 && status(events) == 1)
        val start = events.flatMap(_.hparams.get("_hparams_/session_start_info")).head
        EventRecords.params(start)("learningRate").asInstanceOf[Double]
      }
      // Two folds with each rate, and the best one again with all rows.
      assert(rates.size == 5 && rates.count(_ == 0.01) >= 2 && rates.count(_ == 0.1) >= 2)
    }
  }

  test("concurrent fits write into folders of their own") {
    withTempDir { folder =>
      val pool = Executors.newFixedThreadPool(2)
      val stage = estimator(folder.toString).setMaxIter(20).setNumWorkers(1).setTrainer("local")
      val fit: Callable[Seq[Double]] = () => stage.fit(blobs(100)).summary.objectiveHistory.toSeq
      val losses =
        try Seq.fill(2)(pool.submit(fit)).map(_.get(2, TimeUnit.MINUTES))
        finally pool.shutdown()
      assert(runs(folder).size == 2)
      for (run <- runs(folder))
        assert(scalars(EventRecords.read(run), "loss/training").map(_._2) == losses.head.map(_.toFloat))
    }
  }

  test("the session's setting holds for every estimator; without any, nothing is written") {
    withTempDir { folder =>
      withConf("spark.coherer.tensorBoardDir" -> folder.toString) {
        new NeuralNetworkRegressor().setLayers(Features, 1).setMaxIter(1).fit(blobs(60))
        new Autoencoder().setLayers(Features, 2, Features).setMaxIter(1).fit(blobs(60))
        new NeuralNetworkEstimator().setNetwork(network()).setTargetCols("label").setMaxIter(1).fit(blobs(60))
        classifier().setMaxIter(1).fit(blobs(60))
      }
      assert(
        runs(folder).map(_.getFileName.toString.takeWhile(_ != '_')).sorted ==
          Seq("autoencoder", "neuralNetworkClassifier", "neuralNetworkEstimator", "neuralNetworkRegressor")
      )
      classifier().setMaxIter(1).fit(blobs(60))
      assert(runs(folder).size == 4)
    }
  }

  test("a folder that cannot be written is refused before a row is read, with the setting that names it") {
    withTempDir { folder =>
      val unread = blobs(10).where("raise_error('a row was read') is null")
      val file = Files.write(folder.resolve("a-file"), Array[Byte](1)).toString
      val refused = intercept[InvalidParamException](estimator(file).fit(unread))
      assert(refused.params.toArray.toSeq == Seq("tensorBoardDir"))
      assert(
        refused.getMessage.startsWith(s"Invalid tensorBoardDir $file: Cannot write what TensorBoard shows to")
      )
      assert(
        intercept[InvalidParamException](estimator("nosuch://a/b").fit(unread)).getMessage.contains("nosuch")
      )
      withConf("spark.coherer.tensorBoardDir" -> "") {
        val empty = intercept[InvalidParamException](classifier().fit(unread))
        assert(empty.getMessage.endsWith("[set by spark.coherer.tensorBoardDir]"))
      }
    }
  }

  test("a disk that is full: one warning, the fit trains as without, and what was flushed can be read") {
    withTempDir { folder =>
      val whole = folder.resolve("whole")
      val enough = logged(Logger)(estimator(s"full://$whole").fit(blobs(100)))
      assert(enough.isEmpty && status(EventRecords.read(runs(whole).head)) == 1)
      val size = Files.size(EventRecords.files(runs(whole).head).head)
      val expected = parameters(estimator(folder.resolve("disk").toString).fit(blobs(100)))
      for (room <- Seq(0L, 10L, size / 2, size - 200)) {
        FullDisk.leave(room, "tfevents")
        var model: NeuralNetworkClassificationModel = null
        val lines = logged(Logger) { model = estimator(s"full://$folder/$room").fit(blobs(100)) }
        assert(parameters(model) == expected)
        assert(
          lines == Seq(
            s"WARN Cannot write what TensorBoard shows to full:$folder/$room; the fit goes on without it"
          )
        )
      }
      val part = Files.readAllBytes(EventRecords.files(runs(folder.resolve((size - 200).toString)).head).head)
      assert(part.length > size / 2 && part.length <= size - 200)
    }
  }

  test("a fit that fails says so on its page of hyperparameters and in its notes") {
    withTempDir { folder =>
      val wild = new NeuralNetworkRegressor().setLayers(Features, 1).setLearningRate(1e30).setMaxIter(20)
      val thrown = intercept[Exception](wild.setTensorBoardDir(folder.toString).fit(blobs(60)))
      val events = EventRecords.read(runs(folder).head)
      assert(status(events) == 2)
      assert(events.flatMap(_.texts.get("notes")).last == thrown.getMessage.linesIterator.next().take(500))
    }
  }
}
