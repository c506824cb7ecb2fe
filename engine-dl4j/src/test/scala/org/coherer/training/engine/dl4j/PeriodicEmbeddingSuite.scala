package org.coherer.training.engine.dl4j

import java.util.OptionalDouble

import org.coherer.training.engine.dl4j.config.NetworkConfiguration
import org.coherer.training.engine.dl4j.extension.PeriodicEmbeddingLayer
import org.coherer.training.engine.{NetworkSpec, ReplicaSettings, StepContext}
import org.nd4j.linalg.learning.config.{Adam, Sgd}
import org.scalatest.funsuite.AnyFunSuite

/** Our own passes of the periodic embedding hold against its formula, DL4J's and slopes. */
class PeriodicEmbeddingSuite extends AnyFunSuite with WithGradients {

  override val engine = new Dl4jEngine

  private def embedded(layer: PeriodicEmbeddingLayer, updater: Settings = settings()): NetworkSpec =
    stack(updater, layer, dense(layer.outputs(), 5), softmax(5))

  for ((waves, mixtures) <- Seq((1, 1), (5, 3), (16, 2)))
    test(s"$waves waves and $mixtures mixtures: on our own layers, with DL4J's gradients and the slope") {
      val network = embedded(new PeriodicEmbeddingLayer(inputs, waves, mixtures))
      assert(runsOnOurLayers(network))
      assertGradients(network)
    }

  test("behind another layer, its inputs get gradients as well") {
    val behind =
      stack(settings(), dense(inputs, 4), new PeriodicEmbeddingLayer(4, 3, 2), dense(12, 5), softmax(5))
    assert(runsOnOurLayers(behind))
    assertGradients(behind)
  }

  test("more rows than a block has") {
    val network = embedded(new PeriodicEmbeddingLayer(inputs, 3, 2))
    withReplica(network, identity) { (replica, _, _) =>
      val all = rows(600, inputs, classes, seed = 5)
      replica.forwardBackward(batch(all), First)
      val whole = replica.gradients().toArray
      val parts = all.grouped(100).map { some =>
        replica.forwardBackward(batch(some), First)
        replica.gradients().toArray
      }
      assertClose(whole, parts.reduce((a, b) => a.zip(b).map { case (x, y) => x + y }), 1e-4)
    }
  }

  test("outputs are those of the formula: features, then mixtures of waves, times scales") {
    val (waves, mixtures) = (3, 2)
    val network = stack(settings(), new PeriodicEmbeddingLayer(2, waves, mixtures), values(6, 1))
    withReplica(network, identity) { (replica, _, _) =>
      // Frequencies, mixtures, scales, phases, offsets; then the weights and the bias behind.
      val p = replica.parameters().toArray
      val frequency = p.slice(0, 6)
      val mixture = p.slice(6, 18)
      val scale = Array(0.5f, -1f, 2f, 1.5f, -0.5f, 3f)
      val (phase, offset, last) = (p.slice(24, 30), p.slice(30, 34), p.slice(34, 41))
      scale.indices.foreach(i => replica.parameters().set(18L + i, scale(i)))
      for (x <- Seq(Array(0f, 0f), Array(1.5f, -2.25f), Array(-40f, 1000f))) {
        val mixed = for (k <- 0 until mixtures; f <- 0 until 2) yield {
          val sum = (0 until waves).map { h =>
            val at = f * waves + h
            mixture(k * 6 + at) * math.cos(2 * math.Pi * frequency(at).toDouble * x(f) + phase(at))
          }.sum
          sum + offset(k * 2 + f)
        }
        val numbers = x.map(_.toDouble).toSeq ++ mixed
        val expected = numbers.indices.map(i => numbers(i) * scale(i) * last(i)).sum + last(6)
        val one = batch(Seq(new org.coherer.testkit.engine.Row(x, Array(0f), 1f)))
        val found = java.nio.FloatBuffer.allocate(1)
        val direct = java.nio.ByteBuffer
          .allocateDirect(4)
          .order(java.nio.ByteOrder.nativeOrder())
          .asFloatBuffer()
        replica.predict(one.features(), 1, direct)
        found.put(0, direct.get(0))
        assert(math.abs(found.get(0) - expected) < 1e-3 * math.max(1, math.abs(expected)), x.toSeq)
      }
    }
  }

  test("it starts as the paper says") {
    val network = embedded(new PeriodicEmbeddingLayer(500, 16, 3))
    withReplica(network, identity) { (replica, _, _) =>
      val p = replica.parameters().toArray.map(_.toDouble)
      def moments(from: Int, count: Int) = {
        val some = p.slice(from, from + count)
        (some.map(v => v * v).sum / count, some.map(math.abs).max)
      }
      val (frequencies, _) = moments(0, 8000)
      assert(math.abs(frequencies / 0.01 - 1) < 0.1)
      val (mixtures, mostMixture) = moments(8000, 24000)
      assert(math.abs(mixtures / (1.0 / 48) - 1) < 0.05 && mostMixture <= 0.25)
      assert(p.slice(32000, 34000).forall(_ == 1))
      val (phases, mostPhase) = moments(34000, 8000)
      assert(math.abs(phases / (math.Pi * math.Pi / 3) - 1) < 0.05 && mostPhase <= math.Pi + 1e-6)
      val (_, mostOffset) = moments(42000, 1500)
      assert(mostOffset <= 0.25 && mostOffset > 0.24)
    }
  }

  test("its text is read back, and is the same text again") {
    val network =
      embedded(new PeriodicEmbeddingLayer(inputs, 4, 2), settings(new Adam(0.1)).weightDecay(0.01))
    val read = NetworkConfiguration.parse(network, OptionalDouble.empty())
    assert(read.toJson == network.text)
    val shape = engine.describe(network)
    assert(shape.inputLength() == inputs && shape.layers().get(0).outputShape() == "18")
    assert(shape.layers().get(0).parameters() == 6 * 4 * (2 + 2) + 6 * 2 + 18)
    assert(shape.shardingObstacle() == null)
  }

  test("sizes that nobody could reserve memory for are refused") {
    for ((features, waves, mixtures) <- Seq((0, 1, 1), (1, 0, 1), (1, 1, 0), (1 << 20, 1 << 10, 1))) {
      val e = intercept[IllegalArgumentException](new PeriodicEmbeddingLayer(features, waves, mixtures))
      assert(e.getMessage.startsWith(s"Invalid embedding of $features features by $waves waves and"))
    }
  }

  test("scales step at six times the rate, waves at a tenth, dense layers at the rate") {
    val network = embedded(new PeriodicEmbeddingLayer(inputs, 4, 2), settings(new Sgd(0.5)))
    withReplica(network, identity) { (replica, some, _) =>
      val before = replica.parameters().toArray
      replica.forwardBackward(some, First)
      val gradient = replica.gradients().toArray
      replica.optimizer().step(1, new StepContext(0, 1, 0.5, 0))
      val after = replica.parameters().toArray
      val factors = Array.fill(24 + 48)(0.1) ++ Array.fill(18)(6.0) ++ Array.fill(24 + 12)(0.1)
      for (i <- before.indices) {
        val factor = if (i < factors.length) factors(i) else 1.0
        val expected = before(i) - 0.25 * factor * gradient(i)
        assert(math.abs(after(i) - expected) < 1e-5 * math.max(1, math.abs(expected)), i)
      }
      assert(replica.optimizer().learningRate(new StepContext(0, 1, 0.5, 0)) == 0.25)
    }
  }

  test("a rate from outside replaces the common one, and the layout of the state stays") {
    val network = embedded(new PeriodicEmbeddingLayer(inputs, 4, 2), settings(new Adam(0.5)))
    def layout(rate: OptionalDouble) = engine.optimizerLayout(new ReplicaSettings(network, rate, 0, 1))
    assert(layout(OptionalDouble.empty()) == layout(OptionalDouble.of(0.01)))
    val replica = engine.open(new ReplicaSettings(network, OptionalDouble.of(0.01), 3, 1))
    try assert(replica.optimizer().learningRate(First) == 0.01)
    finally replica.close()
  }
}
