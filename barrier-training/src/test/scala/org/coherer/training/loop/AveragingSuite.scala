package org.coherer.training.loop

import java.util.concurrent.atomic.AtomicInteger
import java.util.function.LongSupplier

import org.coherer.training.engine.{Engines, NetworkSpec, Replica}
import org.coherer.training.event.TrainingEvent
import org.coherer.training.event.TrainingHistory.StopReason
import org.coherer.training.plan.{Agreement, Clipping, Exchange, OnDivergence, Stopping, TrainingPlan}
import org.coherer.training.sync.{ReplicaSync, StepTotals}
import org.coherer.training.transport.TransportException
import org.coherer.training.vector.Chunk
import org.deeplearning4j.nn.conf.{MultiLayerConfiguration, NeuralNetConfiguration}
import org.deeplearning4j.nn.conf.layers.{BatchNormalization, DenseLayer, OutputLayer}
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork
import org.nd4j.linalg.activations.Activation
import org.nd4j.linalg.dataset.DataSet
import org.nd4j.linalg.factory.Nd4j
import org.nd4j.linalg.learning.config.{Adam, Sgd}
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction
import org.scalatest.funsuite.AnyFunSuite

/** Ranks that make steps of their own and average their parameters now and then. */
class AveragingSuite extends AnyFunSuite with WithHistories {

  private def averaged(steps: Int, rate: Double = 1, momentum: Double = 0, accumulateSteps: Int = 1) =
    new Exchange(accumulateSteps, new Agreement.Averaging(steps, rate, momentum))

  private def planOf(
      exchange: Exchange,
      ranks: Int = 2,
      spec: NetworkSpec = network(),
      epochs: Int = 3,
      stop: Stopping = Stopping.NONE,
      clipping: Clipping = Clipping.NONE,
      validated: Boolean = false
  ): TrainingPlan = plan(
    epochs,
    8,
    ranks,
    spec,
    exchange = exchange,
    controls = controls(stopping = stop, clipping = clipping),
    validated = validated
  )

  private def even(ranks: Int, batches: Int = 5): Seq[Seq[Seq[Record]]] =
    (0 until ranks).map(rank => records(8 * batches, seed = 10 + rank).grouped(8).toSeq)

  /** Of different lengths, with weights, one of them empty. */
  private val uneven = Seq(
    records(40, seed = 1, i => (i % 4) * 0.7f).grouped(8).toSeq,
    Nil,
    records(19, seed = 2).grouped(8).toSeq
  )

  for (shards <- Seq(even(2), even(3), uneven))
    test(s"an average after every step of SGD is an all-reduce of gradients: ${shards.map(_.flatten.size)}") {
      val found = run(planOf(averaged(1), shards.size), shards)
      val expected = run(planOf(whole(), shards.size), shards)
      assertClose(found.parameters, expected.parameters, 1e-6)
      assert(found.epochs.map(_.rows()) == expected.epochs.map(_.rows()))
      found.epochs.zip(expected.epochs).foreach { case (one, other) =>
        assert(math.abs(one.loss() / other.loss() - 1) < 1e-6)
      }
    }

  for (steps <- Seq(1, 2, 5, 100); accumulate <- Seq(1, 2))
    test(s"a rank that is alone just trains: $steps steps, $accumulate batches each") {
      val spec = network(new Adam(0.01))
      val found = run(planOf(averaged(steps, accumulateSteps = accumulate), 1, spec), even(1))
      val expected = run(planOf(whole(accumulate), 1, spec), even(1))
      assert(found.bits == expected.bits)
      // Sums of losses travel as doubles here, and as floats beside gradients.
      found.epochs.zip(expected.epochs).foreach { case (one, other) =>
        assert(math.abs(one.loss() / other.loss() - 1) < 1e-7)
      }
    }

  /** A network of DL4J's own for each rank, which keeps its optimizer; the outer steps in doubles. */
  private def simulated(
      spec: NetworkSpec,
      start: Array[Float],
      shards: Seq[Seq[Seq[Record]]],
      epochs: Int,
      averaging: Agreement.Averaging
  ): Seq[Float] = {
    val networks = shards.map { _ =>
      val net = new MultiLayerNetwork(MultiLayerConfiguration.fromJson(spec.text()))
      net.init()
      net
    }
    var global = start.map(_.toDouble)
    val velocity = Array.fill(start.length)(0.0)
    for (_ <- 1 to epochs; period <- shards.head.indices.grouped(averaging.steps())) {
      val ends = networks.zip(shards).map { case (net, batches) =>
        net.setParams(Nd4j.createFromArray(global.map(_.toFloat): _*).reshape(1, global.length.toLong))
        period.foreach(at => fit(net, batches(at)))
        (net.params().toFloatVector, period.map(at => batches(at).map(_.weight.toDouble).sum).sum)
      }
      val weight = ends.map(_._2).sum
      global = global.indices.map { i =>
        val difference = ends.map { case (end, own) => own / weight * (global(i) - end(i)) }.sum
        velocity(i) = averaging.momentum() * velocity(i) + difference
        global(i) - averaging.rate() * (difference + averaging.momentum() * velocity(i))
      }.toArray
    }
    global.map(_.toFloat).toSeq
  }

  private def fit(net: MultiLayerNetwork, batch: Seq[Record]): Unit = {
    val features = Nd4j.create(batch.flatMap(_.features).toArray, Array(batch.size, Features), 'c')
    val labels = Nd4j.zeros(batch.size.toLong, Classes.toLong)
    batch.zipWithIndex.foreach { case (record, row) => labels.putScalar(row.toLong, record.label.toLong, 1) }
    net.fit(new DataSet(features, labels))
  }

  for {
    (name, updater) <- Seq("SGD" -> new Sgd(0.1), "Adam" -> new Adam(0.01))
    (rate, momentum) <- Seq((1.0, 0.0), (0.7, 0.0), (0.7, 0.9))
    steps <- Seq(2, 5)
  } test(s"outer steps are those of SGD with Nesterov's momentum: $name, $steps, $rate, $momentum") {
    val spec = network(updater)
    val exchange = averaged(steps, rate, momentum)
    val shards = Seq(even(2).head, even(2).last.map(_.take(5)))
    val found = run(planOf(exchange, spec = spec, epochs = 4), shards)
    val start = initial(planOf(exchange, spec = spec))
    val expected = simulated(spec, start, shards, 4, exchange.averaging().get)
    assertClose(found.parameters, expected, 1e-5)
  }

  test("parameters that no rank changes keep their bits, whatever the shares") {
    val spec = network(new Sgd(0))
    val still = planOf(averaged(2, 0.7, 0.9), 3, spec)
    assert(run(still, uneven).parameters == initial(still).toSeq)
  }

  private def normalized: NetworkSpec = dl4j(
    new NeuralNetConfiguration.Builder()
      .seed(1)
      .updater(new Sgd(0.1))
      .list()
      .layer(new DenseLayer.Builder().nIn(Features).nOut(7).activation(Activation.TANH).build())
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

  test("what a layer tracks is averaged, without rate and momentum") {
    val outer = planOf(averaged(5, 0.7, 0.9), spec = normalized, epochs = 1)
    val shards = even(2)
    val alone = shards.map(shard => run(planOf(whole(), 1, normalized, 1), Seq(shard)).parameters)
    val replica = Engines.named("dl4j").open(outer.replicaSettings())
    val tracked =
      try {
        val chunks = replica.tracked()
        (i: Int) => chunks.stream().anyMatch(_.contains(i.toLong))
      } finally replica.close()
    val start = initial(outer)
    val expected = start.indices.map { i =>
      val difference = start(i) - (alone(0)(i) + alone(1)(i)) / 2
      (start(i) - (if (tracked(i)) difference else 0.7f * 1.9f * difference)).toFloat
    }
    assert(start.indices.exists(tracked))
    assertClose(run(outer, shards).parameters, expected, 1e-6)
  }

  test("each rank clips its own gradients") {
    for (clipping <- Seq(new Clipping.ByNorm(0.05), new Clipping.ByValue(0.01))) {
      val alone =
        even(2).map(shard => run(planOf(whole(), 1, epochs = 1, clipping = clipping), Seq(shard)).parameters)
      val found = run(planOf(averaged(5), epochs = 1, clipping = clipping), even(2))
      assertClose(found.parameters, alone(0).zip(alone(1)).map { case (a, b) => (a + b) / 2 }, 1e-6)
    }
  }

  test("an epoch ends with an exchange, and the ranks are alike whenever they are looked at") {
    val ran = run(planOf(averaged(3, 0.7, 0.9), 3, validated = true), uneven, Seq.fill(3)(records(6)))
    // Five steps an epoch: 3 and 2. The loop itself compares all ranks after each epoch.
    assert(ran.epochs.map(_.rows()) == Seq.fill(3)(59L) && ran.history.stopReason() == StopReason.MAX_ITER)
    assert(ran.events.count(_.isInstanceOf[TrainingEvent.EpochValidated]) == 3)
  }

  test("vectors are exchanged after every period, and at the end of an epoch") {
    for ((exchange, expected) <- Seq(whole() -> 15, averaged(2) -> 9, averaged(5) -> 3, averaged(100) -> 3)) {
      val counts = withRanks(2) { t =>
        val some = planOf(exchange)
        val replica = Engines.named("dl4j").open(some.replicaSettings())
        try {
          val rank = rankOf(some, t, replica, new FixedBatches(even(2)(t.rank())), 5)
          val counting = new CountingSync(rank.sync())
          val counted =
            new Rank(
              some,
              replica,
              rank.batches(),
              rank.validation(),
              counting,
              rank.all(),
              rank.batchesPerEpoch()
            )
          new TrainingLoop(counted, LoopStart.FRESH, _ => ()).run()
          counting.exchanges
        } finally replica.close()
      }
      assert(counts == Seq(expected, expected))
    }
  }

  private class CountingSync(sync: ReplicaSync) extends ReplicaSync {
    var exchanges = 0
    override def start(): Unit = sync.start()
    override def check(): Unit = sync.check()
    override def reducedRange(): Chunk = sync.reducedRange()
    override def synchronize(step: Long, mine: StepTotals): StepTotals = {
      exchanges += 1
      sync.synchronize(step, mine)
    }
  }

  /** The time is up when a rank has made so many steps. */
  test("the time limit is looked at when ranks exchange") {
    val steps = new AtomicInteger
    val limited = planOf(averaged(2), stop = stopping(maxSeconds = 1), epochs = 5)
    def clock(rank: Int): LongSupplier = () => if (rank == 0 && steps.get >= 3) 2000000000L else 0L
    def counted(rank: Int, replica: Replica): Replica =
      followed(replica)(call => if (rank == 0 && call == "step") steps.incrementAndGet(): Unit)
    val ran = run(limited, even(2), clock = clock, disturbed = counted)
    assert(ran.history.stopReason() == StopReason.MAX_SECONDS)
    assert(steps.get == 4 && ran.epochs.map(_.rows()) == Seq(64L))
  }

  private val length = initial(planOf(whole())).length

  private def spoiledAt(iterations: Long*): (Int, Replica) => Replica = (rank, replica) =>
    spoiled(replica, 3)(at => rank == 1 && iterations.contains(at.iteration()))

  test("the rank whose numbers are broken is named, with the steps up to the exchange that shows it") {
    val message = divergence(planOf(averaged(2)), even(3).take(2), disturbed = spoiledAt(2))
    assert(
      message.matches(
        "Training diverged at epoch 1, step 3 of 5: the gradients are not finite in steps 3 to 4 on rank 1 on" +
          s" host host-1 \\(its 8 rows have loss [0-9.]+; 1 of $length gradients\\) \\(lower .*"
      ),
      message
    )
    val bad = records(8).map(row => row.copy(features = row.features.map(_ => Float.NaN)))
    val loss = divergence(planOf(averaged(2)), even(2).updated(0, Seq.fill(5)(bad)))
    assert(
      loss.startsWith(
        "Training diverged at epoch 1, step 1 of 5: the loss is NaN in steps 1 to 2 on rank 0 on host host-0" +
          s" (its 8 rows have loss NaN; $length of $length gradients)"
      ),
      loss
    )
  }

  test("a parameter that a step has broken is found before it is averaged") {
    val broken: (Int, Replica) => Replica = (rank, replica) =>
      followed(replica) { call =>
        if (rank == 0 && call == "step") replica.parameters().set(5, Float.PositiveInfinity)
      }
    val message = divergence(planOf(averaged(1)), even(2), disturbed = broken)
    assert(
      message.matches(
        "Training diverged at epoch 1, step 1 of 5: the parameters are not finite in steps 1 to 1 on rank 0 on" +
          s" host host-0 \\(its 8 rows have loss [0-9.]+; 1 of $length parameters\\) \\(lower .*"
      ),
      message
    )
  }

  test("steps that are skipped are all those between two exchanges, on all ranks") {
    val skips = stopping(onDivergence = OnDivergence.SKIP)
    val shards = even(2, batches = 6)
    val spec = network(new Adam(0.01))
    // Iterations 2 and 3 are the second period of the first epoch, and the only one that is spoiled.
    val ran =
      run(planOf(averaged(2), spec = spec, stop = skips, epochs = 1), shards, disturbed = spoiledAt(2))
    val told = ran.events.collect { case event: TrainingEvent.StepSkipped => event }
    assert(told.map(_.step()) == Seq(3L) && ran.epochs.map(_.skippedSteps()) == Seq(2L))
    assert(ran.epochs.map(_.rows()) == Seq(64L))
    // With SGD no step depends on how many came before, so the others are as if those two did not exist.
    val plain = run(planOf(averaged(2), stop = skips, epochs = 1), shards, disturbed = spoiledAt(2))
    val left = shards.map(batches => batches.take(2) ++ batches.drop(4))
    assert(plain.bits == run(planOf(averaged(2), epochs = 1), left).bits)
  }

  test(
    "a run that rolls back begins the epoch again, with half the rate and an outer optimizer that is new"
  ) {
    val rollBack = stopping(onDivergence = OnDivergence.ROLL_BACK)
    val shards = even(2)
    for (momentum <- Seq(0.0, 0.9)) {
      // In the first epoch: back to the start, where nothing has been averaged yet.
      val once: (Int, Replica) => Replica = (rank, replica) =>
        spoiled(replica, 3)(at => rank == 1 && at.iteration() == 3 && at.rateFactor() > 0.9)
      val found = run(planOf(averaged(2, 0.7, momentum), stop = rollBack), shards, disturbed = once)
      val slow = planOf(averaged(2, 0.7, momentum), spec = network(new Sgd(0.05)))
      assert(found.bits == run(slow, shards).bits && found.history.rollBacks() == 1)
    }
  }

  test("a rank that is in its own steps notices that another one has failed") {
    class Broken extends RuntimeException
    val made = new AtomicInteger
    val long = planOf(averaged(1000000), epochs = 1)
    val outcomes = withRanks(2) { t =>
      val disturbed = (replica: Replica) =>
        followed(replica) { call =>
          if (call == "step" && t.rank() == 1) made.incrementAndGet()
          if (call == "step" && t.rank() == 0) throw new Broken
        }
      try {
        train(t, long, new FixedBatches(Seq.fill(8)(even(1).head.head)), 1000000, disturbed = disturbed)
        "ended"
      } catch {
        case _: Broken =>
          t.abort("broken")
          "broken"
        case e: TransportException => e.getMessage
      }
    }
    assert(outcomes(0) == "broken" && outcomes(1).contains("aborted") && outcomes(1).contains("broken"))
    assert(made.get < 1000000)
  }
}
