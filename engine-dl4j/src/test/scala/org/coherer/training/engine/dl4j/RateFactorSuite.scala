package org.coherer.training.engine.dl4j

import java.util.OptionalDouble

import org.coherer.testkit.engine.{WithBatches, WithTolerance}
import org.coherer.training.engine.dl4j.config.NetworkConfiguration
import org.coherer.training.engine.dl4j.extension.RateFactor
import org.coherer.training.engine.{NetworkEdit, NetworkEditing, NetworkSpec, Replica, ReplicaSettings}
import org.coherer.training.engine.StepContext
import org.coherer.training.vector.Chunk
import org.deeplearning4j.nn.conf.layers.DenseLayer
import org.nd4j.linalg.learning.config._
import org.scalatest.funsuite.AnyFunSuite

/** Factors of a common learning rate step as as many rates would. */
class RateFactorSuite extends AnyFunSuite with WithNetworks with WithBatches with WithTolerance {

  private val engine = new Dl4jEngine
  private val editing = engine.capability(classOf[NetworkEditing]).get

  /** A perceptron whose hidden layer has other optimizers than its output. */
  private def network(weights: IUpdater, biases: IUpdater, others: IUpdater): NetworkSpec = {
    val hidden =
      new DenseLayer.Builder().nIn(inputs).nOut(5).updater(weights).biasUpdater(biases).build()
    stack(settings(others).weightDecay(0.05), hidden, softmax(5))
  }

  private def multiplied(make: Double => IUpdater, rate: Double): NetworkSpec =
    network(new RateFactor(make(rate), 4, 1), new RateFactor(make(rate), 0.5, 1), make(rate))

  private def separate(make: Double => IUpdater, rate: Double): NetworkSpec =
    network(make(4 * rate), make(0.5 * rate), make(rate))

  private def withReplica[T](network: NetworkSpec, rate: OptionalDouble = OptionalDouble.empty())(
      body: Replica => T
  ): T = {
    val replica = engine.open(new ReplicaSettings(network, rate, 3, 1))
    try body(replica)
    finally replica.close()
  }

  private def trained(replica: Replica): Array[Float] = {
    rows(60, inputs, classes, seed = 7).grouped(5).zipWithIndex.foreach { case (some, step) =>
      val filled = batch(some)
      val context = new StepContext(step.toLong, 1, 1 - step / 20.0, 0)
      replica.forwardBackward(filled, context)
      replica.optimizer().step(filled.weightSum(), context)
    }
    replica.parameters().toArray
  }

  private val optimizers = Seq[(String, Double => IUpdater)](
    ("SGD", new Sgd(_)),
    ("momentum", new Nesterovs(_, 0.9)),
    ("Adam", new Adam(_)),
    ("AMSGrad", new AMSGrad(_)),
    ("AdaGrad", new AdaGrad(_)),
    ("RMSProp", new RmsProp(_)),
    ("Nadam, by DL4J", new Nadam(_)),
    ("AdaMax, by DL4J", new AdaMax(_))
  )

  for ((name, make) <- optimizers)
    test(s"factors of one rate lead where separate rates lead: $name") {
      val expected = withReplica(separate(make, 0.02))(trained)
      val start = withReplica(separate(make, 0.02))(_.parameters().toArray)
      assert(difference(expected, start) > 0.01)
      assertClose(withReplica(multiplied(make, 0.02))(trained), expected, 1e-5)
    }

  test("a rate from outside is multiplied, and is the rate that is known") {
    val make: Double => IUpdater = new Adam(_)
    val network = multiplied(make, 0.5)
    withReplica(network, OptionalDouble.of(0.02)) { replica =>
      assert(replica.optimizer().learningRate(new StepContext(0, 1, 0.5, 0)) == 0.01)
      assertClose(trained(replica), withReplica(separate(make, 0.02))(trained), 1e-5)
    }
  }

  test("shards step like the whole") {
    val network = multiplied(new Adam(_), 0.02)
    val total = engine.describe(network).parameterCount()
    val expected = withReplica(network)(trained)
    withReplica(network) { shard =>
      shard.optimizer().shard(new Chunk(0, total))
      assertSameBits(trained(shard), expected)
    }
  }

  test("an edit changes the optimizer and leaves the factors") {
    val network = multiplied(new Sgd(_), 0.02)
    val edited =
      editing.edit(network, NetworkEdit.NONE.withOptimizer("nesterov", java.util.Map.of("momentum", 0.9)))
    val expected = withReplica(separate(new Nesterovs(_, 0.9), 0.02))(trained)
    assertClose(withReplica(edited)(trained), expected, 1e-5)
  }

  test("weight decay has a factor of its own: at the inverse of the rate's, it is that of the common rate") {
    // With gradients of nothing, a step takes the decay alone.
    val plain = stack(settings(new RateFactor(new Sgd(0.1), 0.25, 4)), dense(inputs, 5), softmax(5))
    val network = editing.edit(plain, NetworkEdit.NONE.withWeightDecay(0.5))
    withReplica(network) { replica =>
      val before = replica.parameters().toArray
      replica.gradients().copyFrom(new Array[Float](before.length))
      replica.optimizer().step(1, First)
      val after = replica.parameters().toArray
      val biases = ((30 until 35) ++ (50 until 53)).toSet
      for (i <- before.indices)
        assert(math.abs(after(i) - (if (biases(i)) 1 else 0.95) * before(i)) < 1e-6, i)
    }
  }

  test("its text is read back") {
    val network = multiplied(new Adam(_), 0.02)
    assert(NetworkConfiguration.parse(network, OptionalDouble.empty()).toJson == network.text)
    val factor = new RateFactor(new Adam(0.1), 2, 3)
    assert(factor == factor.clone() && factor.hashCode == factor.clone().hashCode)
    assert(factor != new RateFactor(new Adam(0.1), 2, 1) && factor != new RateFactor(new Sgd(0.1), 2, 3))
  }

  test("a factor of nothing, of a factor, or that is no number is refused") {
    val none = intercept[IllegalArgumentException](new RateFactor(null, 1, 1))
    assert(none.getMessage == "Invalid optimizer of a RateFactor: none (must be one of DL4J's)")
    val nested = intercept[IllegalArgumentException](new RateFactor(new RateFactor(new Sgd(1), 1, 1), 1, 1))
    assert(nested.getMessage.contains("another RateFactor (must be one of DL4J's)"))
    for ((factor, decay) <- Seq((0.0, 1.0), (Double.NaN, 1.0), (1.0, -1.0), (1e31, 1.0))) {
      val e = intercept[IllegalArgumentException](new RateFactor(new Sgd(1), factor, decay))
      assert(e.getMessage.startsWith(s"Invalid factor $factor or decayFactor $decay"))
    }
  }

  test("classes of ours that are no extension are refused in the text of a network") {
    val text = multiplied(new Adam(_), 0.02).text
    val foreign = text.replace("extension.RateFactor", "extension.Extensions")
    val e = intercept[IllegalArgumentException](engine.describe(spec(foreign)))
    assert(e.getMessage.contains("names the class org.coherer.training.engine.dl4j.extension.Extensions"))
  }
}
