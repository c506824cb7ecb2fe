package org.coherer.training.elastic

import java.util.concurrent.atomic.AtomicReference

import org.coherer.training.barrier.BarrierTrainer
import org.coherer.training.data.RecordBlock
import org.coherer.training.engine.OptimizerState
import org.coherer.training.event.TrainingHistory.StopReason
import org.coherer.training.event.{RunEvent, TrainingEvent, TrainingListener}
import org.coherer.training.loop.TrainingDivergedException
import org.coherer.training.plan.{
  Clipping,
  Consistency,
  Controls,
  OnDivergence,
  Schedule,
  Stopping,
  TransportPlan
}
import org.coherer.training.trainer.{TrainingFailedException, TrainingStart}
import org.scalatest.concurrent.Eventually._
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.time.SpanSugar._

class ElasticTrainerSuite extends AnyFunSuite with WithElasticRuns {

  override def master: String = "local[4]"

  for (servers <- 1 to 2)
    test(s"synchronous training on $servers servers has the bits, and the history, of an all-reduce") {
      val recorder = new Recorder()
      val found = train(elastic(servers, Synchronous), plan(), shardsOf(2), listener = recorder)
      val expected = train(new BarrierTrainer(spark), plan(), shardsOf(2))
      assert(found.parameters().toArray.toSeq == expected.parameters().toArray.toSeq)
      val started = recorder.events.head.asInstanceOf[TrainingEvent.RunStarted]
      assert(started.workers().size() == 2 && started.rows() == 71 && started.stepsPerEpoch() == 4)
      val epochs = recorder.events.collect { case epoch: TrainingEvent.EpochCompleted => epoch }
      assert(epochs.map(_.epoch()) == Seq(1, 2, 3) && epochs.forall(_.rows() == 71))
      for (epoch <- 0 to 2) {
        val (mine, its) = (found.history().epochs().get(epoch), expected.history().epochs().get(epoch))
        assert(math.abs(mine.loss() - its.loss()) < 1e-6 && mine.learningRate() == its.learningRate())
      }
      assert(recorder.events.last == new TrainingEvent.RunEnded(3, 3, 3, StopReason.MAX_ITER))
      assert(recorder.events.collect { case stale: TrainingEvent.StalenessMeasured =>
        stale.most()
      } == Seq(0, 0, 0))
      assertNothingIsLeft()
    }

  test("an epoch in several segments, with a snapshot after each, has the bits of an all-reduce") {
    val small = plan(batchSize = 1)
    val found = train(elastic(2, Synchronous), small, shardsOf(2))
    val expected = train(new BarrierTrainer(spark), small, shardsOf(2))
    assert(found.parameters().toArray.toSeq == expected.parameters().toArray.toSeq)
    assert(epochsOf(found).map(_.rows()) == Seq(71, 71, 71))
    assertNothingIsLeft()
  }

  test("a listener that fails does not disturb the run") {
    val broken: TrainingListener = (_: RunEvent) => throw new IllegalStateException("a broken listener")
    assert(epochsOf(train(elastic(1, Asynchronous), plan(), shardsOf(2), listener = broken)).size == 3)
    assertNothingIsLeft()
  }

  test("where no slot is left for a worker, the run fails in time and says what to change") {
    val timeouts = TransportPlan.DEFAULT.timeouts().withSlots(java.time.Duration.ofSeconds(2))
    val short = plan(transport = new TransportPlan(timeouts, TransportPlan.DEFAULT.options()))
    val thrown = intercept[TrainingFailedException](train(elastic(4, Asynchronous), short, shardsOf(2)))
    assert(thrown.getMessage.startsWith("Training failed: 4 of 5 slots are left"), thrown.getMessage)
    assert(thrown.getMessage.contains("lower numServers"), thrown.getMessage)
    assertNothingIsLeft()
  }

  test("more workers than slots, and more than one round of tasks, train on all rows") {
    val found = train(elastic(2, Asynchronous), plan(epochs = 8, workers = 7), shardsOf(7))
    val history = epochsOf(found)
    assert(history.map(_.rows()) == Seq.fill(8)((0 until 7).map(35 + _).sum))
    assert(history.last.loss() < history.head.loss())
    assertNothingIsLeft()
  }

  test("bounded staleness is measured, and within its bound") {
    val recorder = new Recorder()
    val bounded = elastic(1, new Consistency.BoundedStaleness(1))
    train(bounded, plan(epochs = 4), shardsOf(2), listener = recorder)
    val measured = recorder.events.collect { case stale: TrainingEvent.StalenessMeasured => stale }
    assert(measured.size == 4 && measured.forall(_.mostStepsAhead() <= 1))
    assertNothingIsLeft()
  }

  test("validation, patience and the best epoch are those of an all-reduce") {
    val stopping =
      new Stopping(2, 0.0, Stopping.LOSS, true, 0, OnDivergence.FAIL)
    val all = shards(
      (0 until 2).flatMap { rank =>
        Seq(
          rank -> block(0, rank.toLong, rows(rank): _*),
          rank -> blockOf(validation, 1, rank.toLong, rows(rank, 1): _*)
        )
      }: _*
    )
    val validated = plan(
      epochs = 30,
      learningRate = 0.3,
      controls = new Controls(Schedule.CONSTANT, Clipping.NONE, stopping),
      validated = true
    )
    val found = train(elastic(2, Synchronous), validated, all)
    val expected = train(new BarrierTrainer(spark), validated, all)
    assert(found.history().stopReason() == expected.history().stopReason())
    assert(found.history().bestEpoch() == expected.history().bestEpoch())
    assert(found.history().resultEpoch() == expected.history().resultEpoch())
    assert(found.history().epochs().size() == expected.history().epochs().size())
    assert(found.parameters().toArray.toSeq == expected.parameters().toArray.toSeq)
    found.history().epochs().forEach { epoch =>
      val its = expected.history().epochs().get(epoch.epoch() - 1)
      assert(math.abs(epoch.validationLoss() - its.validationLoss()) < 1e-12)
      assert(epoch.metrics() == its.metrics())
    }
    assertNothingIsLeft()
  }

  test("a run resumes from another one's optimizer state, with the bits of a longer one") {
    val keep = new TrainingStart(null, null, true)
    val whole = train(elastic(2, Synchronous), plan(epochs = 4), shardsOf(2), keep)
    val first = train(elastic(2, Synchronous), plan(epochs = 4), shardsOf(2), keep)
    assert(whole.optimizerState().steps() == 16 && whole.optimizerState().epochs() == 4)
    assert(state(whole.optimizerState()) == state(first.optimizerState()))
    val next = new TrainingStart(first.parameters(), first.optimizerState(), true)
    val mine = train(elastic(2, Synchronous), plan(epochs = 2), shardsOf(2), next)
    val its = train(new BarrierTrainer(spark), plan(epochs = 2), shardsOf(2), next)
    assert(mine.parameters().toArray.toSeq == its.parameters().toArray.toSeq)
    assert(state(mine.optimizerState()) == state(its.optimizerState()))
    assert(mine.optimizerState().steps() == its.optimizerState().steps())
    assert(mine.optimizerState().epochs() == its.optimizerState().epochs())
    assertNothingIsLeft()
  }

  private def state(of: OptimizerState) = of.values().unpack().toArray.toSeq

  test("training that diverges fails at once, and says where and what to do") {
    val wild = shards(
      0 -> block(0, 0, Record(Seq(1, 1, 1, 1), 0, Float.MaxValue)),
      1 -> block(0, 1, rows(1): _*)
    )
    val thrown = intercept[TrainingDivergedException](
      train(elastic(1, Asynchronous), plan(epochs = 50, learningRate = 1e30), wild)
    )
    assert(thrown.getMessage.startsWith("Training diverged in epoch "), thrown.getMessage)
    assert(thrown.getMessage.endsWith("(lower learningRate 1.0E30, or scale the features)"))
    assertNothingIsLeft()
  }

  test("a divergence is skipped, or rolled back, if that is wanted") {
    val wild = shards(
      0 -> block(0, 0, rows(0).updated(3, Record(Seq.fill(4)(Float.NaN), 0)): _*),
      1 -> block(0, 1, rows(1): _*)
    )
    def controls(what: OnDivergence) =
      new Controls(
        Schedule.CONSTANT,
        Clipping.NONE,
        new Stopping(0, 0.0, Stopping.TRAINING_LOSS, false, 0, what)
      )
    val skipped = train(elastic(1, Asynchronous), plan(controls = controls(OnDivergence.SKIP)), wild)
    skipped.history().epochs().forEach(epoch => assert(epoch.skippedSteps() == 1 && epoch.rows() == 61))
    val recorder = new Recorder()
    val thrown = intercept[TrainingDivergedException](
      train(
        elastic(1, Asynchronous),
        plan(controls = controls(OnDivergence.ROLL_BACK)),
        wild,
        listener = recorder
      )
    )
    val back = recorder.events.collect { case event: TrainingEvent.RolledBack => event }
    assert(
      back.map(_.count()) == Seq(1, 2, 3, 4, 5) && back.map(_.rateFactor()) == Seq(0.5, 0.25, 0.125, 0.0625,
        0.03125)
    )
    assert(thrown.getMessage.contains("on worker 0"), thrown.getMessage)
    assertNothingIsLeft()
  }

  test("a validation loss that is not finite, or an epoch without a finite step, is a divergence") {
    def controls(what: OnDivergence) =
      new Controls(
        Schedule.CONSTANT,
        Clipping.NONE,
        new Stopping(0, 0.0, Stopping.TRAINING_LOSS, false, 0, what)
      )
    val nowhere = Record(Seq.fill(4)(Float.NaN), 0)
    val unseen = shards(
      0 -> block(0, 0, rows(0): _*),
      1 -> block(0, 1, rows(1): _*),
      1 -> blockOf(validation, 1, 1, nowhere)
    )
    val found = intercept[TrainingDivergedException](
      train(elastic(1, Synchronous), plan(controls = controls(OnDivergence.FAIL), validated = true), unseen)
    )
    assert(
      found.getMessage.startsWith("Training diverged in epoch 1: the validation loss is NaN"),
      found.getMessage
    )
    val none = shards(0 -> block(0, 0, nowhere), 1 -> block(0, 1, nowhere))
    val all = intercept[TrainingDivergedException](
      train(elastic(1, Asynchronous), plan(controls = controls(OnDivergence.SKIP)), none)
    )
    assert(
      all.getMessage.contains("none of its steps had a loss and gradients that are finite"),
      all.getMessage
    )
    assertNothingIsLeft()
  }

  test("the time limit ends a run within its epoch") {
    val stopping = new Stopping(0, 0.0, Stopping.TRAINING_LOSS, false, 1.5, OnDivergence.FAIL)
    val limited =
      plan(epochs = 100000, controls = new Controls(Schedule.CONSTANT, Clipping.NONE, stopping))
    val begun = System.nanoTime()
    val found = train(elastic(1, Asynchronous), limited, shardsOf(2))
    assert(found.history().stopReason() == StopReason.MAX_SECONDS)
    assert((System.nanoTime() - begun) / 1e9 < 10)
    assertNothingIsLeft()
  }

  test("an interrupt ends the run, and leaves nothing") {
    val trained = new AtomicReference[Throwable]()
    val recorder = new Recorder()
    val thread = new Thread(() =>
      try train(elastic(2, Synchronous), plan(epochs = 100000), shardsOf(2), listener = recorder)
      catch { case thrown: Throwable => trained.set(thrown) }
    )
    thread.start()
    eventually(timeout(20.seconds))(assert(recorder.events.size > 3))
    thread.interrupt()
    thread.join(5000)
    assert(!thread.isAlive && trained.get.getMessage.startsWith("Training was interrupted"), trained.get)
    assertNothingIsLeft()
  }

  test("what this trainer does not do is refused before anything starts") {
    def refused(body: => Any) = intercept[IllegalArgumentException](body).getMessage
    val byNorm = new Controls(Schedule.CONSTANT, new Clipping.ByNorm(1), Stopping.NONE)
    assert(
      refused(train(elastic(2, Synchronous), plan(controls = byNorm), shardsOf(2)))
        .contains("set numServers to 1")
    )
    assert(
      refused(train(elastic(1000, Asynchronous), plan(), shardsOf(2))).startsWith("Invalid numServers 1000 ")
    )
    assertNothingIsLeft()
  }
}
