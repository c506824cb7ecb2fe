package org.coherer.connector.tensorboard

import java.nio.file.{Path => LocalPath}
import java.util.Collections
import java.util.concurrent.TimeUnit

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.{FileSystem, Path}
import org.coherer.connector.report.FitReport.Kind
import org.coherer.testkit.{EventRecords, WithTempDir}
import org.coherer.testkit.EventRecords.Event
import org.coherer.training.event.TensorStatistics.{Kind => Kinds}
import org.coherer.training.event.TrainingEvent._
import org.coherer.training.event.TrainingHistory.Times
import org.coherer.training.event.{GradientsMeasured, TensorStatistics, TensorsMeasured}
import org.scalatest.funsuite.AnyFunSuite

class FitEventsSuite extends AnyFunSuite with WithTempDir with WithFits {

  private val StepsPerEpoch = 10L
  private val runStarted = new RunStarted(Collections.emptyList[WorkerInfo](), 67, 3, StepsPerEpoch)

  private def epoch(number: Int, loss: Double, skipped: Long = 0, rate: Double = 0.1) =
    new EpochCompleted(number, loss, 800, skipped, rate, new Times(4.0, 0.5, 2.5, 0.75, 0.25))

  private def validated(number: Int, loss: Double) =
    new EpochValidated(
      number,
      200,
      loss,
      Collections.singletonMap("accuracy", Double.box(0.75)) match {
        case map => new java.util.TreeMap[String, java.lang.Double](map)
      },
      0.5
    )

  /** Writes a fit, and returns its folder's name and what is in it after each of some moments. */
  private class Written(root: LocalPath) {
    var nanos = 0L
    val events =
      new FitEvents(FileSystem.getLocal(new Configuration(false)), new Path(root.toUri), clock, () => nanos)

    def begin(params: (String, String)*): Unit = events.onBegin(described(params: _*))
    def tell(seconds: Double, some: org.coherer.training.event.TrainingEvent): Unit =
      events.onEvent(fit, event(seconds, some))
    def report(seconds: Double, kind: Kind, text: String = ""): Unit =
      events.onReport(FitEventsSuite.this.report(seconds, kind, text))

    def folder: LocalPath = root.resolve("net_1a2b-20261201-050000-7")
    def read: Seq[Event] = EventRecords.read(folder)
    def scalars: Seq[(Long, Map[String, Float])] =
      read.filter(_.scalars.nonEmpty).map(e => e.step -> e.scalars)
    def notes: Seq[(Long, String)] = read.flatMap(e => e.texts.get("notes").map(e.step -> _))
  }

  private def written[T](body: Written => T): T = withTempDir(root => body(new Written(root)))

  test("an epoch: losses, metrics, rate, speed and times, at the steps of the whole run") {
    written { w =>
      w.begin()
      w.tell(0, runStarted)
      w.tell(1, new Progress(2, 4, 0.625, 300, 60))
      w.tell(5, epoch(2, 0.5))
      w.tell(6, validated(2, 0.25))
      w.report(6, Kind.EPOCH)
      assert(
        w.scalars == Seq(
          14L -> Map("loss/within_epochs" -> 0.625f, "rows_per_second/within_epochs" -> 300f),
          20L -> Map(
            "loss/training" -> 0.5f,
            "optimizer/learning_rate" -> 0.1f,
            "rows_per_second/epoch" -> 200f,
            "seconds/epoch" -> 4f,
            "seconds/data" -> 0.5f,
            "seconds/compute" -> 2.5f,
            "seconds/exchange" -> 0.75f,
            "seconds/waiting" -> 0.25f
          ),
          20L -> Map("loss/validation" -> 0.25f, "seconds/validation" -> 0.5f, "metrics/accuracy" -> 0.75f)
        )
      )
      assert(w.read.filter(_.scalars.nonEmpty).map(_.seconds - start.getEpochSecond) == Seq(1.0, 5.0, 6.0))
      w.events.close()
    }
  }

  test("numbers that there are not are no points: several learning rates, no skipped steps") {
    written { w =>
      w.begin()
      w.tell(0, runStarted)
      w.tell(1, epoch(1, 0.5, skipped = 3, rate = Double.NaN))
      w.tell(2, new StalenessMeasured(1, 1.5, 4, 2))
      w.events.close()
      val Seq((_, first), (step, staleness)) = w.scalars
      assert(first("optimizer/skipped_steps") == 3f && !first.contains("optimizer/learning_rate"))
      assert(
        step == StepsPerEpoch && staleness ==
          Map("staleness/mean" -> 1.5f, "staleness/most" -> 4f, "staleness/most_steps_ahead" -> 2f)
      )
    }
  }

  private def tensor(layer: String, kind: Kinds, counts: Long*): TensorStatistics = {
    val bins = new java.util.ArrayList[java.lang.Long]()
    counts.foreach(count => bins.add(count))
    val moments =
      if (counts.isEmpty) TensorStatistics.Moments.NONE else new TensorStatistics.Moments(-1, 3, 0.5, 1.5)
    new TensorStatistics(layer, kind, counts.sum + 2, 2, moments, bins)
  }

  test("the norm of gradients is a scalar, the values of layers are histograms by layer") {
    written { w =>
      w.begin()
      w.tell(0, runStarted)
      w.tell(1, new GradientsMeasured(2, 10, 0.25))
      val tensors = java.util.Arrays.asList(
        tensor("dense", Kinds.WEIGHTS, 1, 0, 4, 2),
        tensor("dense", Kinds.GRADIENTS, 7),
        tensor("a b", Kinds.WEIGHTS, 5, 5),
        tensor("a b", Kinds.GRADIENTS),
        tensor("dense", Kinds.WEIGHTS, 3),
        tensor("dense", Kinds.GRADIENTS, 3)
      )
      w.tell(2, new TensorsMeasured(2, 10, tensors, 3))
      w.tell(5, epoch(2, 0.5))
      w.events.close()
      assert(w.scalars.head == 20L -> Map("optimizer/gradient_norm" -> 0.25f))
      val Seq(event) = w.read.filter(_.histograms.nonEmpty)
      assert(event.step == 20 && event.seconds == start.getEpochSecond + 2)
      assert(
        event.histograms.keySet ==
          Set("weights/dense", "gradients/dense", "weights/a b", "weights/dense_1", "gradients/dense_1")
      )
      val weights = event.histograms("weights/dense")
      // Smallest, largest, number, sum, sum of squares.
      assert((1 to 5).map(weights.real(_)) == Seq(-1.0, 3.0, 7.0, 3.5, 17.5))
      assert(weights.reals(6) == Seq(0.0, 1.0, 2.0, 3.0) && weights.reals(7) == Seq(1.0, 0.0, 4.0, 2.0))
      assert(event.histograms("gradients/dense").reals(6) == Seq(3.0))
    }
  }

  test("a loss that is not finite is a point: TensorBoard marks it") {
    written { w =>
      w.begin()
      w.tell(0, runStarted)
      w.tell(1, epoch(1, Double.NaN))
      w.events.close()
      assert(w.scalars.head._2("loss/training").isNaN)
    }
  }

  test("an epoch and the end are on the disk at once, steps at the latest ten seconds later") {
    written { w =>
      w.begin()
      assert(w.read.exists(_.graph.isDefined), "what is known at the start")
      w.tell(0, runStarted)
      w.tell(1, new Progress(1, 1, 0.5, 300, 60))
      w.nanos += TimeUnit.SECONDS.toNanos(9)
      w.tell(2, new Progress(1, 2, 0.5, 300, 60))
      assert(w.scalars.isEmpty)
      w.nanos += TimeUnit.SECONDS.toNanos(1)
      w.tell(3, new Progress(1, 3, 0.5, 300, 60))
      assert(w.scalars.map(_._1) == Seq(1L, 2L, 3L))
      w.tell(4, epoch(1, 0.5))
      w.report(4, Kind.EPOCH)
      assert(w.scalars.size == 4)
      w.report(5, Kind.ENDED, "trained")
      assert(w.notes.last._2 == "trained")
      w.events.close()
    }
  }

  test("notes have steps of their own, since readers keep one text of a step") {
    written { w =>
      w.begin()
      w.report(0, Kind.STARTED, "training 67 parameters")
      w.tell(0, runStarted)
      w.tell(1, new StepSkipped(1, 4, "loss on rank 0"))
      w.report(1, Kind.NOTE, "step 4 skipped")
      w.tell(2, epoch(1, 0.5))
      w.report(2, Kind.EPOCH, "no note")
      w.report(2, Kind.NOTE, "slow")
      w.report(2, Kind.NOTE, "early stopping")
      w.report(2, Kind.ENDED, "trained 1 epoch")
      w.events.close()
      assert(
        w.notes == Seq(
          0L -> "training 67 parameters",
          4L -> "step 4 skipped",
          10L -> "slow",
          11L -> "early stopping",
          12L -> "trained 1 epoch"
        )
      )
    }
  }

  test("a run that goes back says from which step on it does so, and its points come again") {
    written { w =>
      w.begin()
      w.tell(0, runStarted)
      w.tell(1, epoch(1, 0.5))
      w.tell(2, new Progress(2, 7, 0.4, 300, 60))
      w.tell(3, new RolledBack(2, 8, "gradients on rank 1", 1, 0.5))
      w.report(3, Kind.NOTE, "back to epoch 2")
      w.tell(4, new Progress(2, 5, 0.4, 300, 60))
      w.tell(5, runStarted)
      w.tell(5, new RunResumed(2, 4, 0))
      w.report(5, Kind.NOTE, "resumed")
      w.tell(6, new Progress(2, 6, 0.4, 300, 60))
      w.events.close()
      assert(w.read.filter(_.isRestart).map(_.step) == Seq(11L, 14L))
      assert(w.notes == Seq(11L -> "back to epoch 2", 14L -> "resumed"))
      assert(w.scalars.map(_._1) == Seq(10L, 17L, 15L, 16L))
    }
  }

  test("Params are numbers, yes or no, or texts; a long one is no column; the end says how it was") {
    for ((end, status) <- Seq(Kind.ENDED -> 1L, Kind.FAILED -> 2L)) written { w =>
      w.begin(
        "maxIter" -> "20",
        "learningRate" -> "1.0E-4",
        "inputOffset" -> "-0.5",
        "stratified" -> "false",
        "restoreBest" -> "true",
        "optimizer" -> "\"adam\"",
        "labelCol" -> "\"a \\\"b\\\" \\u00e4\\n\\\\\"",
        "layers" -> "[4,8,3]",
        "network" -> ("\"" + "x" * 300 + "\"")
      )
      w.report(9, end, "the end")
      w.events.close()
      val found = w.read.flatMap(_.hparams).toMap
      assert(
        EventRecords.params(found("_hparams_/session_start_info")) == Map(
          "maxIter" -> 20.0,
          "learningRate" -> 1e-4,
          "inputOffset" -> -0.5,
          "stratified" -> false,
          "restoreBest" -> true,
          "optimizer" -> "adam",
          "labelCol" -> "a \"b\" \u00e4\n\\",
          "layers" -> "[4,8,3]"
        )
      )
      val ended = found("_hparams_/session_end_info").message(4)
      assert(ended.number(1) == status && ended.real(2) == start.getEpochSecond + 9.0)
    }
  }

  test(
    "the network is a text as well, and what comes before the beginning or after the close is not written"
  ) {
    written { w =>
      w.tell(0, runStarted)
      w.report(0, Kind.STARTED, "early")
      w.begin()
      w.events.close()
      w.tell(1, epoch(1, 0.5))
      w.report(2, Kind.ENDED, "late")
      w.events.close()
      val text = w.read.flatMap(_.texts.get("network")).head
      assert(text.linesIterator.toSeq(2).matches(" {4}dense +DenseLayer +8 +40"))
      assert(w.notes.isEmpty && w.scalars.isEmpty)
    }
  }
}
