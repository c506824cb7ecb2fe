package org.coherer.connector.ui.view

import java.util.{Arrays, Collections, TreeMap}

import org.coherer.connector.ui.event.FitEnded.Outcome
import org.coherer.connector.ui.event.FitProgressed.{Note, Notes, Totals}
import org.coherer.connector.ui.event.{
  FitAdvanced,
  FitBegan,
  FitEnded,
  FitMeasured,
  FitProgressed,
  FitStarted,
  Network
}
import org.coherer.training.event.TensorStatistics
import org.coherer.training.event.TrainingHistory.{Epoch, Times, ValidationResult}
import org.scalatest.funsuite.AnyFunSuite

class FitViewSuite extends AnyFunSuite {

  private val network = new Network(
    Collections.emptyList[String](),
    Collections.emptyList[String](),
    Collections.emptyList[Network.Layer](),
    0,
    0
  )
  private val began =
    FitView.of(new FitBegan(1, 1000, "nn", "NeuralNetwork", new TreeMap[String, String](), network))

  private def started(epochs: Int) =
    new FitStarted(1, 2000, epochs, 10, Collections.emptyList[FitStarted.Worker](), 0, 0)

  private def epoch(number: Int, loss: Double) =
    new Epoch(number, loss, 100, 0, 0.1, new Times(2, 0, 2, 0, 0), ValidationResult.NONE)

  private def progressed(epochs: Seq[Epoch], notes: Seq[Note] = Nil, dropped: Int = 0) = new FitProgressed(
    1,
    3000,
    Arrays.asList(epochs: _*),
    new Totals(new Times(4, 0, 4, 0, 0), 200, Collections.emptyList[FitProgressed.RankTimes](), null, null),
    new Notes(Arrays.asList(notes: _*), dropped),
    norms(epochs: _*)
  )

  private def norms(epochs: Epoch*): TreeMap[Integer, java.lang.Double] = {
    val found = new TreeMap[Integer, java.lang.Double]()
    epochs.filter(_.epoch % 4 != 0).foreach(epoch => found.put(epoch.epoch, epoch.loss / 2))
    found
  }

  private def numbers(view: FitView): Seq[Int] = view.epochs.toArray(Array[Epoch]()).toSeq.map(_.epoch)

  test("states follow each other") {
    assert(began.state == FitState.STARTING && began.fraction == 0 && began.epochsDone == 0)
    val running = began.`with`(started(4))
    assert(running.state == FitState.RUNNING && running.duration(5000) == 4000)
    val ends = Seq(
      Outcome.FINISHED -> FitState.FINISHED,
      Outcome.FAILED -> FitState.FAILED,
      Outcome.LOST -> FitState.LOST
    )
    ends.foreach { case (outcome, state) =>
      val ended = running.`with`(new FitEnded(1, 4500, outcome, 1, 1, "done"))
      assert(ended.state == state && ended.duration(99999) == 3500 && !ended.state.isActive)
    }
  }

  test("how much is done counts the steps of the epoch under way") {
    val first = began.`with`(started(4)).`with`(new FitAdvanced(1, 2500, 1, 5, 0.5, 300, 9))
    assert(first.fraction == 0.125 && first.rowsPerSecond == 300)
    val second = first.`with`(progressed(Seq(epoch(1, 1))))
    assert(second.fraction == 0.25 && second.advanced == null && second.rowsPerSecond == 50)
    assert(second.`with`(new FitAdvanced(1, 2500, 2, 5, 0.5, 300, 9)).fraction == 0.375)
  }

  test("an epoch that comes again takes the place of all from it") {
    val before = began.`with`(progressed((1 to 5).map(n => epoch(n, n))))
    val again = before.`with`(progressed(Seq(epoch(3, 0.3), epoch(4, 0.4))))
    assert(numbers(again) == Seq(1, 2, 3, 4) && again.lastEpoch.get.loss == 0.4)
  }

  test("of many epochs those stay that a chart needs") {
    var view = began
    for (from <- 1 to 5000 by 50)
      view = view.`with`(progressed((from until from + 50).map(n => epoch(n, if (n == 777) 9 else 1.0 / n))))
    assert(view.epochs.size <= 500 && view.epochs.size > 200 && view.epochsDone == 5000)
    assert(numbers(view).contains(777) && numbers(view) == numbers(view).sorted)
  }

  test("norms stay as long as their epochs do") {
    val before = began.`with`(progressed((1 to 6).map(n => epoch(n, n))))
    def of(view: FitView) = view.epochs.toArray(Array[Epoch]()).toSeq.map(view.gradientNorm(_))
    assert(of(before).filterNot(_.isNaN) == Seq(0.5, 1, 1.5, 2.5, 3) && of(before)(3).isNaN)
    val again = before.`with`(progressed(Seq(epoch(3, 8), epoch(4, 1))))
    assert(of(again).take(3) == Seq(0.5, 1, 4) && of(again)(3).isNaN)
    var view = began
    for (from <- 1 to 5000 by 50) view = view.`with`(progressed((from until from + 50).map(n => epoch(n, n))))
    assert(view.progressed.gradientNorms.size <= view.epochs.size)
  }

  test("the newest values of layers take the place of those before") {
    def measured(epoch: Int) = new FitMeasured(1, 3000, epoch, Collections.emptyList[TensorStatistics](), 7)
    val view = began.`with`(measured(1)).`with`(measured(2)).`with`(progressed(Seq(epoch(3, 1))))
    assert(began.measured == null && view.measured == measured(2))
    assert(view.`with`(new FitEnded(1, 4500, Outcome.FINISHED, 1, 1, "done")).measured == measured(2))
  }

  test("of many notes the first and the last stay, and the others are counted") {
    def note(n: Int) = new Note(n, 1, s"note $n")
    var view = began
    for (n <- 1 to 300) view = view.`with`(progressed(Nil, Seq(note(n)), if (n == 7) 2 else 0))
    val texts = view.notes.shown.toArray(Array[Note]()).toSeq.map(_.text)
    assert(texts.size == 100 && texts.head == "note 1" && texts.last == "note 300")
    assert(texts(49) == "note 50" && texts(50) == "note 251" && view.notes.dropped == 202)
  }
}
