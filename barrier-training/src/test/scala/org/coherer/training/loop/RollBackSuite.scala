package org.coherer.training.loop

import java.nio.FloatBuffer

import org.coherer.testkit.engine.ForwardingReplica
import org.coherer.training.engine.{Batch, NetworkSpec, Replica, StepContext}
import org.coherer.training.event.TrainingEvent
import org.coherer.training.event.TrainingEvent.RolledBack
import org.coherer.training.plan.{Exchange, OnDivergence, OverlapMode, Schedule, Stopping}
import org.deeplearning4j.nn.conf.NeuralNetConfiguration
import org.deeplearning4j.nn.conf.layers.{BatchNormalization, DenseLayer, OutputLayer}
import org.deeplearning4j.nn.weights.WeightInit
import org.nd4j.linalg.activations.Activation
import org.nd4j.linalg.learning.config.{Adam, IUpdater, Sgd}
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction
import org.scalatest.funsuite.AnyFunSuite

/** Runs that go back when they diverge. What they lead to is compared with runs that have the smaller rate by
  * their schedule.
  */
class RollBackSuite extends AnyFunSuite with WithHistories {

  private val rollBack = stopping(onDivergence = OnDivergence.ROLL_BACK)
  private val shards = (0 to 1).map(rank => records(if (rank == 1) 21 else 32, rank).grouped(8).toSeq)
  private val others = Seq(records(11, seed = 20), records(5, seed = 21))
  private val perEpoch = 4

  private val exchanges = Seq(
    whole(),
    whole(accumulateSteps = 2),
    sharded(),
    new Exchange(1, OverlapMode.ON, 64)
  )

  private def planOf(
      exchange: Exchange = whole(),
      stop: Stopping = rollBack,
      schedule: Schedule = Schedule.CONSTANT,
      updater: IUpdater = new Adam(0.02),
      epochs: Int = 2,
      validated: Boolean = true,
      spec: Option[NetworkSpec] = None
  ) = plan(
    epochs,
    8,
    2,
    spec.getOrElse(network(updater)),
    exchange = exchange,
    controls = controls(schedule, stopping = stop),
    validated = validated
  )

  /** The rate of epoch n is factor^(n - 1) times that of the network. */
  private def falling(factor: Double) = new Schedule.Step(1, factor, Schedule.Warmup.NONE)

  /** Spoils a gradient of rank 1 at an iteration, as long as the rate is above a fraction of the network's.
    */
  private def until(iteration: Long, fraction: Double): (Int, Replica) => Replica = (rank, replica) =>
    spoiled(replica, 3)(at => rank == 1 && at.iteration() == iteration && at.rateFactor() > fraction)

  private def backs(ran: Ran): Seq[RolledBack] = ran.events.collect { case event: RolledBack => event }

  private def timeless(ran: Ran) = ran.epochs.map { epoch =>
    val numbers = Seq(epoch.loss(), epoch.learningRate(), epoch.validationLoss()).map(_.toString)
    (epoch.epoch(), epoch.rows(), numbers, epoch.metrics())
  }

  private def assertSame(found: Ran, expected: Ran): Unit = {
    assert(found.bits == expected.bits)
    assert(timeless(found) == timeless(expected))
  }

  for (exchange <- exchanges; step <- Seq(1, 2))
    test(s"after a step with a bad gradient, the epoch is trained again at half the rate: $exchange, $step") {
      val steps = perEpoch / exchange.accumulateSteps()
      val found = run(planOf(exchange), shards, others, disturbed = until(steps + step - 1L, 0.9))
      assertSame(found, run(planOf(exchange, Stopping.NONE, falling(0.5)), shards, others))
      assert(found.history.rollBacks() == 1 && backs(found).size == 1)
      val told = backs(found).head
      assert(told.epoch() == 2 && told.step() == step && told.count() == 1 && told.rateFactor() == 0.5)
      assert(
        told.reason().startsWith("the gradients are not finite on rank 1 on host host-1 (its "),
        told.reason()
      )
    }

  test("a run goes back to its start from the first epoch, and several times if need be") {
    val found = run(planOf(), shards, others, disturbed = until(2, 0.2))
    assertSame(found, run(planOf(stop = Stopping.NONE, updater = new Adam(0.02 / 8)), shards, others))
    assert(backs(found).map(_.rateFactor()) == Seq(0.5, 0.25, 0.125) && found.history.rollBacks() == 3)
    assert(backs(found).map(event => (event.epoch(), event.step())) == Seq.fill(3)((1, 3L)))
  }

  test("a run that never diverges is the one that it would be otherwise") {
    for (exchange <- exchanges) {
      val found = run(planOf(exchange), shards, others)
      assertSame(found, run(planOf(exchange, Stopping.NONE), shards, others))
      assert(found.history.rollBacks() == 0 && backs(found).isEmpty)
    }
  }

  test("the rates of a schedule are halved") {
    val cosine = new Schedule.Cosine(0.1, new Schedule.Warmup(2, Schedule.Warmup.Unit.STEPS))
    val found = run(planOf(schedule = cosine), shards, others, disturbed = until(1, 0.9))
    assertSame(
      found,
      run(planOf(stop = Stopping.NONE, schedule = cosine, updater = new Adam(0.01)), shards, others)
    )
  }

  /** Spoils a parameter on every rank after a step, as often as told. */
  private def spoiledAfter(step: Int, times: Int): (Int, Replica) => Replica = (_, replica) => {
    var (steps, left) = (0, times)
    followed(replica) { call =>
      if (call == "step") {
        steps += 1
        if (steps >= step && (steps - step) % perEpoch == 0 && left > 0) {
          left -= 1
          replica.parameters().host().set(3, Float.NaN)
          replica.parameters().push()
        }
      }
    }
  }

  for (exchange <- Seq(whole(), sharded()); validated <- Seq(true, false))
    test(s"parameters that are not finite after the last step of an epoch are gone: $exchange, $validated") {
      def some(stop: Stopping, schedule: Schedule) = planOf(exchange, stop, schedule, validated = validated)
      val rows = if (validated) others else Nil
      val found =
        run(
          some(rollBack, Schedule.CONSTANT),
          shards,
          rows,
          disturbed = spoiledAfter(2 * perEpoch, times = 1)
        )
      assertSame(found, run(some(Stopping.NONE, falling(0.5)), shards, rows))
      val told = backs(found).head
      assert(told.epoch() == 2 && told.step() == 0)
      val reason =
        if (validated) "the validation loss is NaN on all ranks"
        else s"1 of the ${found.bits.size} trained parameters are not finite"
      assert(told.reason() == reason)
    }

  /** Has the validation of a rank fail once, after an epoch. */
  private def blindAfter(epoch: Int): (Int, Replica) => Replica = (rank, replica) =>
    new ForwardingReplica(replica) {
      private var calls = 0
      override def evaluate(batch: Batch, outputs: FloatBuffer): Double = {
        val loss = super.evaluate(batch, outputs)
        calls += 1
        // Three batches of four rows on rank 0 in each epoch, two on rank 1.
        if (rank == 1 && calls == 2 * epoch) Double.PositiveInfinity else loss
      }
    }

  test("a validation loss that is not finite has the epoch trained again, and names the rank") {
    val found = run(planOf(), shards, others, disturbed = blindAfter(2))
    assertSame(found, run(planOf(stop = Stopping.NONE, schedule = falling(0.5)), shards, others))
    assert(
      backs(found).map(_.reason()) == Seq(
        "the validation loss is Infinity on rank 1 on host host-1 (its 5 rows have loss Infinity)"
      )
    )
    assert(found.events.count(_.isInstanceOf[TrainingEvent.EpochValidated]) == 2, "of epochs that count")
  }

  test("rates stay halved in later epochs, and five roll-backs are allowed for each") {
    def disturbed(rank: Int, replica: Replica): Replica = spoiled(replica, 0) { at: StepContext =>
      rank == 0 && (at.iteration() == 1 && at.rateFactor() > 1.0 / 32 ||
        at.iteration() == 5 && at.rateFactor() > 1.0 / 1024)
    }
    val found = run(planOf(), shards, others, disturbed = disturbed)
    val slow = planOf(stop = Stopping.NONE, updater = new Adam(0.02 / 32), schedule = falling(1.0 / 32))
    assertSame(found, run(slow, shards, others))
    assert(found.history.rollBacks() == 10)
    assert(found.epochs.map(_.learningRate()) == Seq(0.02 / 32, 0.02 / 1024))
  }

  for (exchange <- exchanges)
    test(s"the run fails where that does not help, and says what was tried: $exchange") {
      val steps = perEpoch / exchange.accumulateSteps()
      val late = divergence(planOf(exchange), shards, others, disturbed = until(steps.toLong, 0))
      val where = s"rank 1 on host host-1 \\(its \\d+ rows have loss [0-9.]+; 1 of \\d+ gradients\\)"
      assert(
        late.matches(
          s"Training diverged at epoch 2, step 1 of $steps: the gradients are not finite on $where, after 5" +
            " roll-backs to the end of epoch 1, the last of which went on with the learning rate x 0.03125" +
            " \\(lower the network's learning rate, or scale the features\\)"
        ),
        late
      )
      val early = divergence(planOf(exchange), shards, others, disturbed = until(0, 0))
      assert(early.contains(", after 5 roll-backs to the start of the run, the last"), early)
    }

  test("a rate with which nothing can be trained has the run fail") {
    val wild = planOf(updater = new Sgd(1e40), epochs = 1, validated = false)
    assert(divergence(wild, shards).contains("on all ranks, after 5 roll-backs to the start of the run"))
  }

  /** With running statistics and dropout. */
  private def normalized: NetworkSpec = dl4j(
    new NeuralNetConfiguration.Builder()
      .seed(1)
      .updater(new Adam(0.02))
      .weightInit(WeightInit.XAVIER)
      .list()
      .layer(new DenseLayer.Builder().nIn(Features).nOut(7).activation(Activation.TANH).dropOut(0.7).build())
      .layer(new BatchNormalization.Builder().nOut(7).build())
      .layer(
        new OutputLayer.Builder(LossFunction.MCXENT)
          .nIn(7)
          .nOut(Classes)
          .activation(Activation.SOFTMAX)
          .build()
      )
      .build()
      .toJson
  )

  test("running statistics go back as well, and dropout draws the same again") {
    for (exchange <- exchanges if exchange.accumulateSteps() == 1 && !exchange.shardOptimizerState()) {
      def some(stop: Stopping, schedule: Schedule) = planOf(exchange, stop, schedule, spec = Some(normalized))
      val found =
        run(some(rollBack, Schedule.CONSTANT), shards, others, disturbed = until(perEpoch + 2L, 0.9))
      assert(found.history.rollBacks() == 1)
      assertSame(found, run(some(Stopping.NONE, falling(0.5)), shards, others))
    }
  }

  test("running statistics stay what they are in a step that is skipped") {
    val skips = planOf(stop = stopping(onDivergence = OnDivergence.SKIP), epochs = 1, spec = Some(normalized))
    val found = run(skips, shards, others, disturbed = until(perEpoch - 1L, 0))
    assert(found.history.skippedSteps() == 1)
    val left = shards.map(_.take(perEpoch - 1))
    val expected = run(planOf(stop = Stopping.NONE, epochs = 1, spec = Some(normalized)), left, others)
    assert(found.bits == expected.bits)
  }

  test("the best epoch is kept beside the state to go back to") {
    val best = stopping(
      minDelta = 10,
      monitor = "trainingLoss",
      restoreBest = true,
      onDivergence = OnDivergence.ROLL_BACK
    )
    val found = run(planOf(stop = best, epochs = 3), shards, others, disturbed = until(perEpoch + 1L, 0.9))
    assert(found.history.resultEpoch() == 1 && found.history.rollBacks() == 1)
    assert(found.bits == run(planOf(stop = Stopping.NONE, epochs = 1), shards, others).bits)
  }
}
