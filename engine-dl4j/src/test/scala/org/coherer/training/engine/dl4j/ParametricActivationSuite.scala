package org.coherer.training.engine.dl4j

import java.util.OptionalDouble

import org.coherer.training.engine.dl4j.config.NetworkConfiguration
import org.coherer.training.engine.dl4j.extension.ParametricActivationLayer
import org.coherer.training.engine.{NetworkSpec, PerceptronBuilder, Replica, ReplicaSettings, StepContext}
import org.deeplearning4j.nn.conf.dropout.Dropout
import org.deeplearning4j.nn.conf.layers.DenseLayer
import org.nd4j.linalg.activations.Activation
import org.nd4j.linalg.learning.config.{Adam, Sgd}
import org.scalatest.funsuite.AnyFunSuite

/** Our own passes of the parametric activation hold against its formula, DL4J's and slopes. */
class ParametricActivationSuite extends AnyFunSuite with WithGradients {

  override val engine = new Dl4jEngine

  private def linear(in: Int, out: Int): DenseLayer =
    new DenseLayer.Builder().nIn(in).nOut(out).activation(Activation.IDENTITY).build()

  private def shared(function: Activation, updater: Settings = settings(), units: Int = 5): NetworkSpec =
    stack(
      updater,
      linear(inputs, units),
      new ParametricActivationLayer(units, function),
      softmax(units)
    )

  /** Where the shares are: behind the weights and biases of the first layer. */
  private def from(units: Int): Int = (inputs + 1) * units

  private def setShares(replica: Replica, shares: Seq[Float]): Unit =
    shares.zipWithIndex.foreach { case (share, i) =>
      replica.parameters().set(from(shares.size).toLong + i, share)
    }

  /** Shares of 1, as at the start, below, above, none, and less than none. */
  private val mixed = Seq(1f, 0.3f, 1.7f, 0f, -0.6f)

  for (named <- PerceptronBuilder.Activation.values(); function = Activation.valueOf(named.name()))
    test(s"$function: on our own layers, with DL4J's gradients") {
      val network = shared(function)
      assert(runsOnOurLayers(network))
      withReplica(network, identity) { (replica, batch, some) =>
        setShares(replica, mixed)
        val plain = plainGradient(network, replica.parameters().toArray, some)
        replica.forwardBackward(batch, First)
        assertClose(replica.gradients().toArray, plain, 1e-5)
      }
    }

  for (function <- Seq(Activation.SELU, Activation.MISH))
    test(s"$function: the gradients are the slope of the loss") {
      assertGradients(shared(function), step = 2e-4)
    }

  test("behind the network's input it has a gradient as well, and none is needed before it") {
    val first =
      stack(settings(), new ParametricActivationLayer(inputs, Activation.MISH), softmax(inputs))
    assert(runsOnOurLayers(first))
    assertGradients(first)
  }

  test("a unit gives its sum, the function of it, and what its share says between") {
    val network = stack(settings(), new ParametricActivationLayer(3, Activation.ELU), values(3, 1))
    withReplica(network, identity) { (replica, _, _) =>
      val shares = Seq(0f, 1f, 0.25f)
      shares.zipWithIndex.foreach { case (share, i) => replica.parameters().set(i.toLong, share) }
      val last = replica.parameters().toArray.drop(3)
      for (x <- Seq(Array(-1f, -2f, -3f), Array(0.5f, 1f, 30f))) {
        val bent = x.map(v => if (v > 0) v.toDouble else math.exp(v.toDouble) - 1)
        val units = x.indices.map(i => x(i) + shares(i) * (bent(i) - x(i)))
        val expected = units.indices.map(i => units(i) * last(i)).sum + last(3)
        val out =
          java.nio.ByteBuffer.allocateDirect(4).order(java.nio.ByteOrder.nativeOrder()).asFloatBuffer()
        replica.predict(batch(Seq(new org.coherer.testkit.engine.Row(x, Array(0f), 1f))).features(), 1, out)
        assert(math.abs(out.get(0) - expected) < 1e-5 * math.max(1, math.abs(expected)), x.toSeq)
      }
    }
  }

  test("more units than a block has room for, and more rows than a block has") {
    for (units <- Seq(5, 1500)) {
      val network = shared(Activation.SELU, units = units)
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
  }

  test("shares start at 1 and step at a tenth of the rate") {
    val network = shared(Activation.SELU, settings(new Sgd(0.5)))
    withReplica(network, identity) { (replica, some, _) =>
      val before = replica.parameters().toArray
      assert(before.slice(from(5), from(5) + 5).forall(_ == 1))
      replica.forwardBackward(some, First)
      val gradient = replica.gradients().toArray
      replica.optimizer().step(1, new StepContext(0, 1, 0.5, 0))
      val after = replica.parameters().toArray
      for (i <- before.indices) {
        val factor = if (i >= from(5) && i < from(5) + 5) 0.1 else 1.0
        assert(math.abs(after(i) - (before(i) - 0.25 * factor * gradient(i))) < 1e-6, i)
      }
    }
  }

  test("its text is read back, a rate from outside keeps the layout, and nothing obstructs sharding") {
    val network = shared(Activation.MISH, settings(new Adam(0.1)).weightDecay(0.01))
    assert(NetworkConfiguration.parse(network, OptionalDouble.empty()).toJson == network.text)
    val shape = engine.describe(network)
    assert(shape.inputLength() == inputs && shape.layers().get(1).parameters() == 5)
    assert(shape.shardingObstacle() == null)
    def layout(rate: OptionalDouble) = engine.optimizerLayout(new ReplicaSettings(network, rate, 0, 1))
    assert(layout(OptionalDouble.empty()) == layout(OptionalDouble.of(0.01)))
  }

  test("where it takes dropout, DL4J runs the network") {
    val layer = new ParametricActivationLayer(inputs, Activation.SELU)
    layer.setIDropout(new Dropout(0.5))
    assert(!runsOnOurLayers(stack(settings(), layer, softmax(inputs))))
  }

  test("no units, no function, and functions that are unknown are refused") {
    for ((units, function) <- Seq((0, Activation.RELU), (3, null), (3, Activation.RRELU))) {
      val e = intercept[IllegalArgumentException](new ParametricActivationLayer(units, function))
      val expected = s"Invalid parametric activation of $units units by the function $function (must be"
      assert(e.getMessage.startsWith(expected))
    }
    val text = shared(Activation.MISH).text
    assert(text.contains("MISH"))
    intercept[IllegalArgumentException](engine.describe(spec(text.replace("MISH", "CUBE"))))
  }
}
