package org.coherer.training.loop

import org.coherer.training.engine.{Engines, NetworkSpec, Replica}
import org.coherer.training.plan.{Clipping, Exchange, OverlapMode}
import org.deeplearning4j.nn.conf.NeuralNetConfiguration
import org.deeplearning4j.nn.conf.layers.{BatchNormalization, DenseLayer, OutputLayer}
import org.nd4j.linalg.activations.Activation
import org.nd4j.linalg.learning.config.{Adam, IUpdater, Nadam, Sgd}
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction
import org.scalatest.funsuite.AnyFunSuite

class ClippingSuite extends AnyFunSuite with WithHistories {

  private def normalized(updater: IUpdater, l2: Double = 0, normalization: Boolean = true): NetworkSpec = {
    val list = new NeuralNetConfiguration.Builder().seed(1).updater(updater).l2(l2).list()
    list.layer(new DenseLayer.Builder().nIn(Features).nOut(9).activation(Activation.TANH).build())
    if (normalization) list.layer(new BatchNormalization.Builder().nIn(9).nOut(9).build())
    val out = new OutputLayer.Builder(LossFunction.MCXENT).nIn(9).nOut(Classes)
    dl4j(list.layer(out.activation(Activation.SOFTMAX).build()).build().toJson)
  }

  private def planOf(
      clipping: Clipping,
      ranks: Int = 1,
      spec: NetworkSpec = normalized(new Sgd(0.5)),
      epochs: Int = 1,
      batchSize: Int = 8,
      exchange: Exchange = whole()
  ) = plan(epochs, batchSize, ranks, spec, exchange = exchange, controls = controls(clipping = clipping))

  private val rows = records(8, weight = i => 1f + i % 3)

  /** The mean gradient of a network as it begins, and which of its elements are gradients. */
  private def gradient(spec: NetworkSpec): (Array[Double], Int => Boolean) = {
    val replica = Engines.named("dl4j").open(planOf(Clipping.NONE, spec = spec).replicaSettings())
    try {
      val batches = new FixedBatches(Seq(rows))
      batches.startEpoch(1)
      val batch = batches.next()
      replica.forwardBackward(batch, First)
      val tracked = replica.tracked()
      val mean = replica.gradients().toArray.map(_ / batch.weightSum())
      (mean, i => !tracked.stream().anyMatch(_.contains(i.toLong)))
    } finally replica.close()
  }

  private def norm(values: Seq[Double]): Double = math.sqrt(values.map(v => v * v).sum)

  /** What a step of SGD makes of the gradients. */
  private def stepped(
      spec: NetworkSpec
  )(limited: (Array[Double], Int => Boolean) => Int => Double): Seq[Float] = {
    val (mean, learned) = gradient(spec)
    val now = limited(mean, learned)
    initial(planOf(Clipping.NONE, spec = spec)).zipWithIndex.map { case (value, i) =>
      val change = if (learned(i)) 0.5 * now(i) else mean(i)
      (value - change).toFloat
    }.toSeq
  }

  for (normalization <- Seq(false, true)) {
    val spec = normalized(new Sgd(0.5), normalization = normalization)

    test(s"by value: each mean gradient is limited, what is tracked is not: normalization $normalization") {
      val limit = 0.02
      val expected = stepped(spec)((mean, _) => i => math.max(-limit, math.min(limit, mean(i))))
      val (mean, learned) = gradient(spec)
      assert(mean.indices.exists(i => learned(i) && math.abs(mean(i)) > limit))
      assertClose(
        run(planOf(new Clipping.ByValue(limit), spec = spec), Seq(Seq(rows))).parameters,
        expected,
        1e-6
      )
    }

    test(s"by norm: gradients shrink together, as PyTorch's do: normalization $normalization") {
      val limit = 0.05
      val expected = stepped(spec) { (mean, learned) =>
        val length = norm(mean.indices.filter(learned).map(mean(_)))
        assert(length > limit)
        i => mean(i) * limit / (length + 1e-6)
      }
      assertClose(
        run(planOf(new Clipping.ByNorm(limit), spec = spec), Seq(Seq(rows))).parameters,
        expected,
        1e-6
      )
    }
  }

  test("limits that are not reached change no bit") {
    val free = run(planOf(Clipping.NONE), Seq(Seq(rows)))
    for (clipping <- Seq(new Clipping.ByValue(1e6), new Clipping.ByNorm(1e6)))
      assert(run(planOf(clipping), Seq(Seq(rows))).bits == free.bits)
  }

  test(
    "regularization comes after: it is all that is left of a gradient that is limited to next to nothing"
  ) {
    val spec = normalized(new Sgd(0.5), l2 = 0.1, normalization = false)
    val before = initial(planOf(Clipping.NONE, spec = spec))
    val weights = Features * 9
    for (clipping <- Seq(new Clipping.ByValue(1e-12), new Clipping.ByNorm(1e-12))) {
      val found = run(planOf(clipping, spec = spec), Seq(Seq(rows))).parameters
      assertClose(found.take(weights), before.toSeq.take(weights).map(_ * (1 - 0.5f * 0.1f)), 1e-6)
      assert(found.slice(weights, weights + 9).forall(bias => math.abs(bias) < 1e-11))
    }
  }

  private val limits = Seq(new Clipping.ByValue(0.01), new Clipping.ByNorm(0.05))
  private def uneven(ranks: Int) = (0 until ranks).map { rank =>
    records(if (rank == 1) 9 else 21, rank, i => (i % 4) * 0.7f).grouped(8).toSeq
  }

  for (clipping <- limits) {
    test(s"ranks that share batches limit what one that has them limits: $clipping") {
      val data = records(48, weight = i => 0.5f + i % 2)
      val spec = network(new Adam(0.01))
      val parts = data.grouped(16).toSeq.map(_.splitAt(5))
      val found = run(
        planOf(clipping, 3, spec, epochs = 4, batchSize = 11),
        Seq(parts.map(_._1), Nil, parts.map(_._2))
      )
      val one = planOf(clipping, 1, spec, epochs = 4, batchSize = 16)
      assertClose(found.parameters, run(one, Seq(data.grouped(16).toSeq)).parameters, 1e-5)
      val accumulated = planOf(clipping, 1, spec, epochs = 4, exchange = whole(accumulateSteps = 2))
      assertClose(
        run(accumulated, Seq(data.grouped(8).toSeq)).parameters,
        run(one, Seq(data.grouped(16).toSeq)).parameters,
        1e-5
      )
    }

    for (ranks <- Seq(2, 3, 5))
      test(s"sharded or not, $ranks ranks end with the same bits: $clipping") {
        for (spec <- Seq(network(new Adam(0.01)), normalized(new Adam(0.01)))) {
          def bits(exchange: Exchange) =
            run(planOf(clipping, ranks, spec, epochs = 3, exchange = exchange), uneven(ranks)).bits
          val expected = bits(whole())
          assert(bits(sharded()) == expected)
          assert(expected != run(planOf(Clipping.NONE, ranks, spec, epochs = 3), uneven(ranks)).bits)
        }
      }

    test(s"an optimizer that is DL4J's, and gradients that travel early, are limited too: $clipping") {
      val spec = normalized(new Nadam(0.01))
      val early = new Exchange(1, OverlapMode.ON, 64)
      val found = run(planOf(clipping, 2, spec, epochs = 3, exchange = early), uneven(2))
      val expected = run(planOf(clipping, 2, spec, epochs = 3), uneven(2))
      assert(found.bits == expected.bits)
    }
  }

  test("a norm that is not finite ends training, on all ranks alike, before the step") {
    for (exchange <- Seq(whole(), sharded())) {
      val messages = withRanks(2) { t =>
        val spoiled = (r: Replica) =>
          followed(r) { call =>
            if (t.rank() == 1 && call == "forwardBackward") r.gradients().set(3, Float.NaN)
          }
        val one = planOf(new Clipping.ByNorm(1), 2, exchange = exchange)
        intercept[TrainingDivergedException](
          train(t, one, new FixedBatches(Seq(rows)), 1, disturbed = spoiled)
        ).getMessage
      }
      val length = initial(planOf(Clipping.NONE)).length
      assert(messages.distinct.size == 1)
      assert(
        messages.head.matches(
          "Training diverged at epoch 1, step 1 of 1: the gradients are not finite on rank 1 on host host-1" +
            s" \\(its 8 rows have loss [0-9.]+; 1 of $length gradients\\)" +
            " \\(lower the network's learning rate, or scale the features\\)"
        ),
        messages.head
      )
    }
  }
}
