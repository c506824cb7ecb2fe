package org.coherer.ml

import java.util.concurrent.ConcurrentLinkedQueue

import org.apache.spark.ml.PipelineStage
import org.coherer.connector.column.InvalidParamException
import org.coherer.connector.report.{FitListener, FitReport}
import org.coherer.testkit.WithSpark
import org.scalatest.funsuite.AnyFunSuite

/** What listeners have seen in this JVM, since each fit has its own. */
object SeenByListeners {
  val all = new ConcurrentLinkedQueue[(FitListener, String, Option[FitReport])]()

  def of(listener: FitListener => Boolean): Seq[(FitListener, String, Option[FitReport])] =
    all.toArray(Array[(FitListener, String, Option[FitReport])]()).toSeq.filter(each => listener(each._1))
}

class EpochListener extends FitListener with AutoCloseable {
  private def see(what: String, report: Option[FitReport]): Unit =
    SeenByListeners.all.add((this, what, report)): Unit

  override def onEpoch(epoch: FitReport): Unit = see("epoch", Some(epoch))
  override def onEnd(end: FitReport): Unit = see(end.kind.toString, Some(end))
  override def close(): Unit = see("closed", None)
}

class OtherListener extends EpochListener

class ThrowingListener extends FitListener {
  override def onEpoch(epoch: FitReport): Unit = throw new IllegalStateException("no epochs, please")
}

class NoListener

abstract class AbstractListener extends FitListener

class ListenerOfWhat(what: String) extends FitListener {
  override def onEpoch(epoch: FitReport): Unit = require(what.nonEmpty)
}

class ListenerThatBreaks extends FitListener {
  throw new IllegalStateException("no database")
  override def onEpoch(epoch: FitReport): Unit = ()
}

class ListenerWhoseInitializationFails extends FitListener {
  override def onEpoch(epoch: FitReport): Unit = ()
  locally(Unloadable.value)
}

object Unloadable {
  val value: Int = sys.error("no library")
}

/** The Param `listeners`. */
class ListenersSuite extends AnyFunSuite with WithSpark with WithBlobs {

  private val Epochs = 3

  private def nameOf[T](listener: Class[T]): String = listener.getName

  private def estimator(listeners: Class[_]*): NeuralNetworkClassifier =
    classifier().setMaxIter(Epochs).setNumWorkers(1).setListeners(listeners.map(nameOf(_)): _*)

  private def seen(
      listener: FitListener => Boolean
  )(body: => Any): Seq[(FitListener, String, Option[FitReport])] = {
    SeenByListeners.all.clear()
    body
    SeenByListeners.of(listener)
  }

  test("each class is told of every epoch and of the end, in order, and is closed before fit returns") {
    val stage = estimator(classOf[EpochListener], classOf[OtherListener])
    var model: NeuralNetworkClassificationModel = null
    val all = seen(_ => true) { model = stage.fit(blobs(60)) }
    assert(all.map(_._1).distinct.size == 2)
    for (own <- all.groupBy(_._1).values) {
      assert(own.map(_._2) == Seq.fill(Epochs)("epoch") ++ Seq("ENDED", "closed"))
      val epochs = own.take(Epochs).flatMap(_._3)
      assert(epochs.map(_.loss) == model.summary.objectiveHistory.toSeq)
      assert(epochs.forall(_.fit.uid == stage.uid))
    }
  }

  test("each fit has instances of its own; they are told of that fit alone") {
    val stage = estimator(classOf[EpochListener])
    val all = seen(_ => true) {
      stage.fit(blobs(60))
      estimator().setListeners().fit(blobs(60))
      stage.fit(blobs(60))
    }
    val fits = all.groupBy(_._1).values.map(_.flatMap(_._3).map(_.fit.number).distinct).toSeq
    assert(fits.size == 2 && fits.forall(_.size == 1) && fits.flatten.distinct.size == 2)
  }

  test("one that fails disturbs neither the fit nor the others") {
    val all = seen(_.isInstanceOf[EpochListener]) {
      estimator(classOf[ThrowingListener], classOf[EpochListener]).fit(blobs(60))
    }
    assert(all.count(_._2 == "epoch") == Epochs)
  }

  test("a setting of the session has names separated by commas, and holds for every estimator") {
    val both = Seq(classOf[EpochListener], classOf[OtherListener]).map(nameOf(_)).mkString(", ")
    withConf("spark.coherer.listeners" -> both) {
      val stages: Seq[PipelineStage] = Seq(
        classifier().setMaxIter(1),
        new NeuralNetworkRegressor().setLayers(Features, 1).setMaxIter(1),
        new Autoencoder().setLayers(Features, 2, Features).setMaxIter(1),
        new NeuralNetworkEstimator()
          .setNetwork(network())
          .setTargetCols("label")
          .setMaxIter(1)
      )
      for (stage <- stages) {
        val all = seen(_ => true) {
          new org.apache.spark.ml.Pipeline().setStages(Array(stage)).fit(blobs(60))
        }
        assert(all.count(_._2 == "epoch") == 2, stage)
      }
    }
  }

  private def refusal(listeners: String*): String = {
    val unread = blobs(10).where("raise_error('a row was read') is null")
    val refused = intercept[InvalidParamException] {
      classifier().setListeners(nameOf(classOf[EpochListener]) +: listeners: _*).fit(unread)
    }
    assert(refused.params.toArray.toSeq == Seq("listeners"))
    refused.getMessage
  }

  test("a class that is not there, or is no listener, is refused before a row is read") {
    assert(
      refusal("org.acme.Absent") ==
        "Unknown listener 'org.acme.Absent' (must be the full name of a class on the driver's class path; " +
        "spark.jars adds to it)"
    )
    assert(
      refusal(nameOf(classOf[NoListener])) == "Invalid listener org.coherer.ml.NoListener (must implement " +
        "org.coherer.connector.report.FitListener)"
    )
  }

  test(
    "a class without such a constructor, or whose constructor fails, is refused; those before it are closed"
  ) {
    for (listener <- Seq(classOf[AbstractListener], classOf[ListenerOfWhat], classOf[FitListener])) {
      val message = refusal(nameOf(listener))
      assert(
        message == s"Cannot create the listener ${listener.getName} (must be a public class that is not " +
          "abstract, with a public constructor without arguments)"
      )
    }
    val all = seen(_ => true) {
      assert(
        refusal(nameOf(classOf[ListenerThatBreaks])) == "Cannot create the listener " +
          "org.coherer.ml.ListenerThatBreaks: its constructor has failed: " +
          "java.lang.IllegalStateException: no database"
      )
    }
    assert(all.map(_._2) == Seq("closed"))
    assert(refusal(nameOf(classOf[ListenerWhoseInitializationFails])).contains("ExceptionInInitializerError"))
  }

  test("a fit that fails before it trains closes its listeners, which are told nothing") {
    val bad = blobs(10).where("raise_error('a row that cannot be read') is null")
    val all = seen(_ => true)(intercept[Exception](estimator(classOf[EpochListener]).fit(bad)))
    assert(all.map(_._2) == Seq("closed"))
  }

  test("a fit that fails while it trains is told as failed") {
    val wild = new NeuralNetworkRegressor().setLayers(Features, 1).setLearningRate(1e30).setMaxIter(20)
    val all = seen(_ => true) {
      intercept[Exception](wild.setListeners(nameOf(classOf[EpochListener])).fit(blobs(60)))
    }
    assert(all.map(_._2).takeRight(2) == Seq("FAILED", "closed"))
  }
}
