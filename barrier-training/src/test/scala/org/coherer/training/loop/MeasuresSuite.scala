package org.coherer.training.loop

import org.coherer.training.engine.{Engines, NetworkSpec, Replica}
import org.coherer.training.event.TensorStatistics.Kind
import org.coherer.training.event.TrainingEvent.{EpochCompleted, RolledBack}
import org.coherer.training.event.{GradientsMeasured, TensorStatistics, TensorsMeasured, TrainingEvent}
import org.coherer.training.plan.{
  Agreement,
  Clipping,
  Exchange,
  Inspection,
  OnDivergence,
  OverlapMode,
  StepRange,
  TrainingPlan
}
import org.deeplearning4j.nn.conf.NeuralNetConfiguration
import org.deeplearning4j.nn.conf.layers.{BatchNormalization, DenseLayer, OutputLayer}
import org.nd4j.linalg.activations.Activation
import org.nd4j.linalg.learning.config.{Adam, IUpdater, Sgd}
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction
import org.scalatest.funsuite.AnyFunSuite

/** What the last step of an epoch shows: the norm of the gradients, and the values of layers. */
class MeasuresSuite extends AnyFunSuite with WithHistories {

  /** Dense, normalized and output layer: the second one also tracks values. */
  private def normalized(updater: IUpdater = new Sgd(0.5)): NetworkSpec = dl4j(
    new NeuralNetConfiguration.Builder()
      .seed(1)
      .updater(updater)
      .list()
      .layer(new DenseLayer.Builder().nIn(Features).nOut(9).activation(Activation.TANH).build())
      .layer(new BatchNormalization.Builder().nIn(9).nOut(9).build())
      .layer(
        new OutputLayer.Builder(LossFunction.MCXENT)
          .nIn(9)
          .nOut(Classes)
          .activation(Activation.SOFTMAX)
          .build()
      )
      .build()
      .toJson
  )

  private def planOf(
      ranks: Int = 1,
      epochs: Int = 1,
      clipping: Clipping = Clipping.NONE,
      exchange: Exchange = whole(),
      spec: NetworkSpec = network(),
      histograms: Boolean = true,
      onDivergence: OnDivergence = OnDivergence.FAIL
  ): TrainingPlan = {
    val made = plan(
      epochs,
      8,
      ranks,
      spec,
      exchange = exchange,
      controls = controls(clipping = clipping, stopping = stopping(onDivergence = onDivergence))
    )
    new TrainingPlan(
      made.network,
      made.data,
      made.workers,
      made.exchange,
      made.transport,
      made.controls,
      new Inspection(StepRange.NONE, histograms)
    )
  }

  private def norms(events: Seq[TrainingEvent]): Seq[GradientsMeasured] =
    events.collect { case event: GradientsMeasured => event }

  private def tensors(events: Seq[TrainingEvent]): Seq[TensorsMeasured] =
    events.collect { case event: TensorsMeasured => event }

  private def all(event: TensorsMeasured): Seq[TensorStatistics] =
    event.tensors().toArray(Array[TensorStatistics]()).toSeq

  /** Two of each three rows of a batch have a weight of their own. */
  private def shards(ranks: Int, batches: Int = 1): Seq[Seq[Seq[Record]]] =
    (0 until ranks).map(rank => records(8 * batches, rank, i => 1f + i % 3).grouped(8).toSeq)

  /** The mean gradient over some batches of a network as it begins, by one pass each. */
  private def gradient(plan: TrainingPlan, batches: Seq[Seq[Record]]): (Seq[Double], Int => Boolean) = {
    val replica = Engines.of(plan.network().spec()).open(plan.replicaSettings())
    try {
      val sums = batches.map { rows =>
        val source = new FixedBatches(Seq(rows))
        source.startEpoch(1)
        replica.forwardBackward(source.next(), First)
        replica.gradients().toArray.toSeq.map(_.toDouble)
      }
      val weight = batches.flatten.map(_.weight.toDouble).sum
      val tracked = replica.tracked()
      (sums.transpose.map(_.sum / weight), i => !tracked.stream().anyMatch(_.contains(i.toLong)))
    } finally replica.close()
  }

  private def lengthOf(mean: Seq[Double], learned: Int => Boolean): Double =
    math.sqrt(mean.indices.filter(learned).map(i => mean(i) * mean(i)).sum)

  private val clippings = Seq(Clipping.NONE, new Clipping.ByValue(0.01), new Clipping.ByNorm(0.02))
  private val exchanges = Seq(whole(), sharded(), new Exchange(1, OverlapMode.ON, 64))

  for (clipping <- clippings; ranks <- Seq(1, 3))
    test(s"the norm is that of the mean gradient before it is clipped: $ranks ranks, $clipping") {
      for (spec <- Seq(network(), normalized())) {
        val data = shards(ranks)
        val found = exchanges.map { exchange =>
          val one = planOf(ranks, 1, clipping, exchange, spec, histograms = false)
          norms(run(one, data).events)
        }
        assert(found.head == found(1), "sharded or not, the bits are the same")
        val (mean, learned) = gradient(planOf(spec = spec), data.flatten)
        found.foreach { events =>
          val Seq(event) = events
          assert(event.epoch() == 1 && event.step() == 1)
          assert(math.abs(event.norm() - lengthOf(mean, learned)) < 1e-5 * event.norm())
        }
      }
    }

  test("each epoch has the norm of its last step, which comes before the end of the epoch") {
    val ran = run(planOf(2, epochs = 4), shards(2, batches = 3))
    val found = norms(ran.events)
    assert(found.map(event => (event.epoch(), event.step())) == (1 to 4).map(epoch => (epoch, 3L)))
    assert(found.map(_.norm()).distinct.size == 4 && found.forall(_.norm() > 0))
    val order = ran.events.collect {
      case event: GradientsMeasured => s"norm ${event.epoch()}"
      case event: TensorsMeasured => s"tensors ${event.epoch()}"
      case event: EpochCompleted => s"epoch ${event.epoch()}"
    }
    assert(order == (1 to 4).flatMap(n => Seq(s"norm $n", s"tensors $n", s"epoch $n")))
  }

  test("what is measured changes no bit") {
    for (clipping <- clippings; exchange <- exchanges) {
      def ran(histograms: Boolean) = run(
        planOf(2, 3, clipping, exchange, normalized(new Adam(0.01)), histograms),
        shards(2, batches = 2)
      )
      assert(ran(true).bits == ran(false).bits)
    }
  }

  test("a norm that nobody needs but the end of an epoch does not change what is clipped before it") {
    val clipped = planOf(2, 3, new Clipping.ByNorm(0.02))
    val free = planOf(2, 3)
    val data = shards(2, batches = 2)
    val first = norms(run(clipped, data).events).head
    assert(first != norms(run(free, data).events).head, "the steps before it were clipped")
  }

  /** Checks moments and counts against all values. */
  private def assertDescribes(found: TensorStatistics, values: Seq[Double]): Unit = {
    val mean = values.sum / values.size
    val deviation = math.sqrt(values.map(value => math.pow(value - mean, 2)).sum / values.size)
    val scale = values.map(value => math.abs(value)).max
    assert(found.values() == values.size && found.notFinite() == 0)
    val pairs = Seq(
      found.moments().min() -> values.min,
      found.moments().max() -> values.max,
      found.moments().mean() -> mean,
      found.moments().deviation() -> deviation
    )
    pairs.foreach { case (is, expected) => assert(math.abs(is - expected) < 1e-5 * scale) }
    val counts = found.counts().toArray(Array[java.lang.Long]()).toSeq.map(_.longValue())
    assert(counts.sum == values.size && counts.size <= 64)
  }

  for (ranks <- Seq(1, 3))
    test(s"histograms: weights as the step has left them, mean gradients before clipping, $ranks ranks") {
      for (clipping <- clippings) {
        val data = shards(ranks)
        val one = planOf(ranks, clipping = clipping, spec = normalized())
        val ran = run(one, data)
        val Seq(event) = tensors(ran.events)
        assert(event.epoch() == 1 && event.step() == 1 && event.layers() == 3)
        val found = all(event)
        assert(found.map(_.layer()) == Seq("layer0", "layer0", "layer1", "layer1", "layer2", "layer2"))
        assert(found.map(_.kind()) == Seq.fill(3)(Seq(Kind.WEIGHTS, Kind.GRADIENTS)).flatten)
        val (mean, learned) = gradient(one, data.flatten)
        val ends = Seq(Features * 9 + 9, 4 * 9, 9 * Classes + Classes).scanLeft(0)(_ + _)
        assert(ends.last == mean.size)
        for (layer <- 0 until 3) {
          val mine = (ends(layer) until ends(layer + 1)).filter(learned)
          assert(layer != 1 || mine.size == 2 * 9, "gamma and beta, not what is tracked")
          assertDescribes(found(2 * layer), mine.map(i => ran.parameters(i).toDouble))
          assertDescribes(found(2 * layer + 1), mine.map(mean(_)))
        }
      }
    }

  test("histograms: of an engine whose copies the host does not share") {
    val spec = new NetworkSpec(
      "staged",
      s"staged; layers=$Features,7,$Classes; hidden=tanh; output=softmax; optimizer=adam; rate=0.02"
    )
    val data = shards(2, batches = 2)
    val ran = run(planOf(2, spec = spec), data)
    val found = all(tensors(ran.events).head)
    assert(found.map(_.layer()) == Seq("dense0", "dense0", "dense1", "dense1"))
    val (first, last) = ran.parameters.map(_.toDouble).splitAt((Features + 1) * 7)
    assertDescribes(found.head, first)
    assertDescribes(found(2), last)
    assert(norms(ran.events).head.norm() > 0)
  }

  test("histograms: where each rank has a part of the gradients, weights alone are there") {
    val ran = run(planOf(3, 2, exchange = sharded()), shards(3))
    val found = tensors(ran.events)
    assert(found.size == 2 && found.forall(event => all(event).forall(_.kind() == Kind.WEIGHTS)))
    val plain = tensors(run(planOf(3, 2), shards(3)).events)
    assert(
      found.map(all(_)) == plain.map(event => all(event).filter(_.kind() == Kind.WEIGHTS)),
      "the same as without"
    )
  }

  test("histograms: other ranks look at nothing, and without the request nobody does") {
    val perRank = withRanks(2) { t =>
      var events = Seq.empty[TrainingEvent]
      train(t, planOf(2), new FixedBatches(shards(2)(t.rank())), 1, event => events = events :+ event)
      t.rank() -> tensors(events).size
    }
    assert(perRank.toMap == Map(0 -> 1, 1 -> 0))
    assert(tensors(run(planOf(histograms = false), shards(1)).events).isEmpty)
  }

  test("a last step that is skipped has no norm, and its histograms show where gradients are not finite") {
    val one = planOf(2, 2, onDivergence = OnDivergence.SKIP)
    def disturbed(rank: Int, replica: Replica) =
      if (rank == 1) spoiled(replica, 3)(_.iteration() == 1) else replica
    val ran = run(one, shards(2, batches = 2), disturbed = disturbed)
    assert(norms(ran.events).map(_.epoch()) == Seq(2))
    val gradients = tensors(ran.events).map(event => all(event).filter(_.kind() == Kind.GRADIENTS))
    assert(gradients.map(_.map(_.notFinite())) == Seq(Seq(1L, 0L), Seq(0L, 0L)))
  }

  test("an epoch from which training goes back tells nothing, and is told of when it has gone well") {
    val one = planOf(1, 2, onDivergence = OnDivergence.ROLL_BACK)
    var left = 1
    def disturbed(rank: Int, replica: Replica) = spoiled(replica, 3) { context =>
      val now = left > 0 && context.iteration() == 1
      if (now) left -= 1
      now
    }
    val ran = run(one, shards(1, batches = 2), disturbed = disturbed)
    assert(ran.events.exists(_.isInstanceOf[RolledBack]))
    assert(norms(ran.events).map(_.epoch()) == Seq(1, 2) && tensors(ran.events).map(_.epoch()) == Seq(1, 2))
  }

  test("a step without weight has no gradients to tell of") {
    val weightless = Seq(Seq(records(8, weight = _ => 0f)))
    val ran = run(planOf(onDivergence = OnDivergence.SKIP), weightless)
    assert(norms(ran.events).isEmpty)
    assert(tensors(ran.events).flatMap(all(_)).map(_.kind()) == Seq(Kind.WEIGHTS, Kind.WEIGHTS))
  }

  test("ranks that average tell nothing") {
    val averaging = new Exchange(1, new Agreement.Averaging(2, 1, 0))
    val ran = run(planOf(2, 2, exchange = averaging), shards(2, batches = 4))
    assert(norms(ran.events).isEmpty && tensors(ran.events).isEmpty)
  }
}
