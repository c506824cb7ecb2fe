package org.coherer.ml

import java.io.{ByteArrayOutputStream, PrintStream}
import java.util.concurrent.{Callable, ConcurrentLinkedQueue, Executors, TimeUnit}

import scala.util.Try

import org.coherer.connector.column.InvalidParamException
import org.coherer.connector.progress.ProgressLog
import org.coherer.connector.report.{FitListener, FitListeners, FitReport}
import org.coherer.testkit.{WithLogLines, WithSpark}
import org.scalatest.funsuite.AnyFunSuite

/** What a user sees of a fit that is under way, by the Params `progress` and `verbosity`. */
class ProgressSuite extends AnyFunSuite with WithSpark with WithBlobs with WithLogLines {

  private val Epochs = 3

  private def estimator(progress: String, verbosity: Int = 1): NeuralNetworkClassifier =
    new NeuralNetworkClassifier()
      .setLayers(Features, 8, Classes)
      .setMaxIter(Epochs)
      .setNumWorkers(2)
      .setValidationFraction(0.2)
      .setProgress(progress)
      .setVerbosity(verbosity)

  /** What is written to standard error meanwhile, without the blanks that clear a line of a terminal. */
  private def errors(body: => Any): String = {
    val bytes = new ByteArrayOutputStream()
    val before = System.err
    System.setErr(new PrintStream(bytes, true, "UTF-8"))
    try body
    finally System.setErr(before)
    bytes.toString("UTF-8").replaceAll("\r *\r", "")
  }

  test("lines: an epoch is a line on standard error, with the numbers of the summary") {
    var model: NeuralNetworkClassificationModel = null
    val data = blobs(200)
    val lines = errors { model = estimator("lines").fit(data) }.linesIterator.toSeq
    val history = model.summary.trainingHistory.epochs
    val epochs = (0 until Epochs).map { i =>
      val epoch = history.get(i)
      "epoch %d/%d: loss %.4f, validation loss %.4f, accuracy %.4f".formatLocal(
        java.util.Locale.ROOT,
        i + 1,
        Epochs,
        epoch.loss,
        epoch.validationLoss,
        epoch.metrics.get("accuracy")
      )
    }
    assert(lines.size == Epochs + 2, lines.mkString("\n"))
    assert(lines.head.matches("training \\d+ parameters on \\d+ rows with 2 workers: 3 epochs of \\d+ steps"))
    lines.drop(1).zip(epochs).foreach { case (line, epoch) => assert(line.startsWith(epoch)) }
    assert(lines.last.matches(s"trained 3 epochs in [0-9.]+ s: ${epochs.last.drop("epoch 3/3: ".length)}"))
  }

  test("auto: at Spark's default log level, the user sees the progress on standard error") {
    val logged = this.logged(ProgressLog.LOGGER, org.apache.logging.log4j.Level.WARN) {
      assert(errors(estimator("auto").fit(blobs(100))).contains("trained 3 epochs in "))
    }
    assert(logged.isEmpty)
  }

  test("log and none leave standard error alone, and no line is said twice") {
    val written = errors {
      val lines = logged(ProgressLog.LOGGER)(estimator("log").fit(blobs(100)))
      assert(lines.count(_.contains("done: loss")) == Epochs)
      for (mode <- Seq("none", "lines")) {
        val silent = logged(ProgressLog.LOGGER)(errors(estimator(mode).fit(blobs(100))))
        assert(silent.isEmpty, mode)
      }
    }
    assert(written == "")
  }

  test("verbosity 0 says nothing anywhere") {
    val lines = logged(ProgressLog.LOGGER) {
      for (mode <- Seq("auto", "bar", "lines", "log"))
        assert(errors(estimator(mode, verbosity = 0).fit(blobs(60))) == "", mode)
    }
    assert(lines.isEmpty)
  }

  test("a name that is none of them is refused before a row is read, with those there are") {
    val unread = blobs(10).where("raise_error('a row was read') is null")
    val refusal = intercept[InvalidParamException](estimator("tqdm").fit(unread))
    assert(refusal.getMessage == "Unknown progress 'tqdm' (must be one of auto, bar, lines, log, none)")
    assert(refusal.params.get(0) == "progress")
  }

  test("a listener is called for every epoch before fit returns, and clients read the same") {
    val session = spark.newSession()
    val data = session.createDataFrame(blobs(100).rdd, blobs(100).schema)
    val seen = new ConcurrentLinkedQueue[FitReport]()
    val listener: FitListener = epoch => seen.add(epoch): Unit
    val added = FitListeners.add(session, listener)
    val fitted = estimator("none")
    val model =
      try fitted.fit(data)
      finally added.close()
    fitted.fit(data)
    val epochs = seen.toArray(Array[FitReport]()).toSeq
    assert(epochs.map(_.epoch) == (1 to Epochs) && epochs.forall(_.fit.uid == fitted.uid))
    assert(epochs.map(_.loss) == model.summary.objectiveHistory.toSeq)
    val kept = session.read.format("coherer-progress").load().collect().toSeq
    val first = kept.filter(_.getAs[Long]("fit") == epochs.head.fit.number)
    assert(kept.map(_.getAs[Long]("fit")).distinct.size == 2)
    assert(
      first.filter(_.getAs[String]("kind") == "epoch").map(_.getAs[Double]("loss")) == epochs.map(_.loss)
    )
    assert(first.last.getAs[String]("kind") == "ended")
  }

  test("a fit that diverges is reported as failed, for the reason that it throws") {
    val session = spark.newSession()
    val data = session.createDataFrame(blobs(100).rdd, blobs(100).schema)
    val wild = new NeuralNetworkRegressor().setLayers(Features, 1).setLearningRate(1e30).setMaxIter(20)
    val lines = errors {
      val thrown = Try(wild.setProgress("lines").fit(data)).failed.get
      val last = session.read.format("coherer-progress").load().collect().last
      assert(last.getAs[String]("kind") == "failed")
      assert(last.getAs[String]("text") == thrown.getMessage.linesIterator.next().take(500))
    }
    assert(
      lines.linesIterator.forall(line => line.startsWith("training ") || line.startsWith("epoch ")),
      lines
    )
  }

  test("concurrent fits: every line is whole and says whose it is where there are several") {
    val pool = Executors.newFixedThreadPool(2)
    val data = blobs(100)
    val written =
      try
        errors {
          val fit: Callable[Any] =
            () => estimator("bar").setTrainer("local").setNumWorkers(1).setMaxIter(60).fit(data)
          Seq.fill(2)(pool.submit(fit)).foreach(_.get(2, TimeUnit.MINUTES))
        }
      finally pool.shutdown()
    val whole = "(\\[fit \\d+ neuralNetworkClassifier_\\w+\\] )?(training \\d+ parameters on .* steps|" +
      "epoch \\d+/60: loss .*|trained 60 epochs in .*)"
    val lines = written.linesIterator.map(_.split("\r").last).filter(_.trim.nonEmpty).toSeq
    assert(lines.forall(line => line.matches(whole) || line.startsWith("Epoch ")), lines.mkString("\n"))
    assert(lines.count(_.contains("trained 60 epochs")) == 2)
  }
}
