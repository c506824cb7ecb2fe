package org.coherer.training.loop

import org.coherer.training.engine.NetworkSpec
import org.coherer.training.event.TrainingEvent
import org.coherer.training.plan.Schedule.Warmup
import org.coherer.training.plan.{Exchange, NetworkPlan, Schedule}
import org.deeplearning4j.nn.conf.MultiLayerConfiguration
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork
import org.nd4j.linalg.dataset.DataSet
import org.nd4j.linalg.factory.Nd4j
import org.nd4j.linalg.learning.config._
import org.nd4j.linalg.schedule.{ExponentialSchedule, ISchedule, ScheduleType, StepSchedule}
import org.scalatest.funsuite.AnyFunSuite

/** Runs whose learning rate changes, and what their history says of them. */
class ScheduledTrainingSuite extends AnyFunSuite with WithHistories {

  private val epochs = 5
  private val batches = records(30).grouped(8).toSeq

  private def planOf(
      schedule: Schedule,
      spec: NetworkSpec,
      ranks: Int = 1,
      rate: Double = NetworkPlan.OWN_RATE,
      exchange: Exchange = whole()
  ) = plan(epochs, 8, ranks, spec, rate, exchange, controls(schedule))

  private def plainDl4j(spec: NetworkSpec, initial: Array[Float]): Seq[Float] = {
    val net = new MultiLayerNetwork(MultiLayerConfiguration.fromJson(spec.text()))
    net.init(Nd4j.createFromArray(initial: _*).reshape(1, initial.length.toLong), true)
    for (epoch <- 0 until epochs; batch <- batches) {
      net.setEpochCount(epoch)
      val features = Nd4j.create(batch.flatMap(_.features).toArray, Array(batch.size, Features), 'c')
      val labels = Nd4j.zeros(batch.size.toLong, Classes.toLong)
      batch.zipWithIndex.foreach { case (record, row) =>
        labels.putScalar(row.toLong, record.label.toLong, 1)
      }
      net.fit(new DataSet(features, labels))
    }
    net.params().toFloatVector.toSeq
  }

  private val schedules = Seq[(Schedule, Double => ISchedule)](
    (new Schedule.Step(2, 0.3, Warmup.NONE), new StepSchedule(ScheduleType.EPOCH, _, 0.3, 2)),
    (new Schedule.Exponential(0.7, Warmup.NONE), new ExponentialSchedule(ScheduleType.EPOCH, _, 0.7))
  )

  /** With an epsilon of 1e-8, Nadam divides rounding errors by small numbers. */
  private def calm(nadam: Nadam): Nadam = {
    nadam.setEpsilon(1e-3)
    nadam
  }

  private val optimizers = Seq[(String, Double, Double => IUpdater, ISchedule => IUpdater)](
    ("SGD", 0.1, new Sgd(_), new Sgd(_)),
    ("Nesterovs", 0.1, new Nesterovs(_, 0.9), new Nesterovs(_, 0.9)),
    ("Adam", 0.01, new Adam(_), new Adam(_)),
    ("Nadam", 0.01, rate => calm(new Nadam(rate)), by => calm(new Nadam(by)))
  )

  for ((schedule, dl4js) <- schedules; (name, rate, at, by) <- optimizers)
    test(s"trains as DL4J with its own schedule: $name, $schedule") {
      val one = planOf(schedule, network(at(rate)))
      val expected = plainDl4j(network(by(dl4js(rate))), initial(one))
      assertClose(run(one, Seq(batches)).parameters, expected, 1e-6)
      val replaced = planOf(schedule, network(at(77)), rate = rate)
      assertClose(run(replaced, Seq(batches)).parameters, expected, 1e-6)
    }

  private val cosine = new Schedule.Cosine(0.1, new Warmup(3, Warmup.Unit.STEPS))

  for (ranks <- Seq(1, 2, 3); make <- Seq[IUpdater](new Nesterovs(0.1, 0.9), new AMSGrad(0.01)))
    test(s"sharded or not, $ranks ranks end with the same bits: ${make.getClass.getSimpleName}") {
      val shards = (0 until ranks).map(rank => records(29 - 9 * rank, rank).grouped(8).toSeq)
      for (schedule <- cosine +: schedules.map(_._1)) {
        val expected = run(planOf(schedule, network(make), ranks), shards)
        assert(
          run(planOf(schedule, network(make), ranks, exchange = sharded()), shards).bits == expected.bits
        )
        assert(expected.bits != run(planOf(Schedule.CONSTANT, network(make), ranks), shards).bits)
      }
    }

  test("the history has the learning rate of each epoch's last step") {
    val found = run(planOf(cosine, network(new Sgd(0.2))), Seq(batches))
    assert(
      found.epochs.map(_.learningRate()) ==
        (1 to epochs).map(epoch => 0.2 * cosine.factor(4L * epoch - 1, 4, epochs))
    )
    val replaced = run(planOf(cosine, network(new Adam(3)), rate = 0.2), Seq(batches))
    assert(replaced.epochs.map(_.learningRate()) == found.epochs.map(_.learningRate()))
    assert(run(planOf(cosine, network(new AdaDelta())), Seq(batches)).epochs.forall(_.learningRate().isNaN))
  }

  for (exchange <- Seq(whole(), whole(accumulateSteps = 3), sharded()))
    test(s"the history is what the events say, and its times add up: $exchange") {
      val two = plan(epochs, 8, 3, network(), exchange = exchange, validated = true)
      val shards = Seq(batches, Nil, batches.take(2))
      val found = run(two, shards, Seq(records(9, 7), records(3, 8), Nil))
      val done = found.events.collect { case event: TrainingEvent.EpochCompleted => event }
      val tested = found.events.collect { case event: TrainingEvent.EpochValidated => event }
      assert(found.epochs.size == epochs && done.size == epochs && tested.size == epochs)
      found.epochs.zipWithIndex.foreach { case (epoch, i) =>
        assert(epoch.epoch() == i + 1 && epoch.rows() == 46 && epoch.skippedSteps() == 0)
        assert(epoch.learningRate() == 0.1)
        assert(
          done(i) == new TrainingEvent.EpochCompleted(i + 1, epoch.loss(), 46, 0, 0.1, epoch.times())
        )
        assert(tested(i).loss() == epoch.validationLoss() && tested(i).rows() == 12)
        assert(tested(i).metrics() == epoch.metrics() && epoch.metrics().containsKey("accuracy"))
        val times = epoch.times()
        val parts = Seq(times.data(), times.compute(), times.exchange(), times.waiting())
        assert(parts.forall(_ >= 0) && math.abs(parts.sum - times.total()) < 1e-9)
        assert(times.exchange() > 0)
      }
      val order = found.events.collect {
        case event: TrainingEvent.EpochCompleted => event.epoch() * 2
        case event: TrainingEvent.EpochValidated => event.epoch() * 2 + 1
      }
      assert(order == order.sorted)
    }

  test("the best epoch of a history is that of the validation, if there is one, else of training") {
    val shards = Seq(records(12).grouped(8).toSeq)
    def best(held: Boolean) = {
      val one = plan(9, 8, 1, network(new Adam(0.2)), validated = held)
      run(one, shards, if (held) Seq(records(15, 3)) else Nil)
    }
    val (measured, unmeasured) = (best(held = true), best(held = false))
    def least(of: Int => Double) = (1 to 9).minBy(of)
    assert(measured.history.bestEpoch() == least(n => measured.epochs(n - 1).validationLoss()))
    assert(unmeasured.history.bestEpoch() == least(n => unmeasured.epochs(n - 1).loss()))
    assert(measured.history.bestEpoch() != unmeasured.history.bestEpoch())
    assert(measured.history.resultEpoch() == 9 && measured.bits == unmeasured.bits)
  }
}
