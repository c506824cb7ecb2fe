package org.coherer.training.engine.dl4j

import java.nio.FloatBuffer
import java.util.OptionalDouble
import java.util.concurrent.{Callable, Executors, TimeUnit}
import org.deeplearning4j.nn.conf.layers.OutputLayer
import org.nd4j.linalg.activations.Activation
import org.nd4j.linalg.learning.config.Adam
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction
import org.scalatest.funsuite.AnyFunSuite

import org.coherer.testkit.engine.{Row, WithBatches, WithTolerance}
import org.coherer.training.engine.{Batch, NetworkSpec, Replica, ReplicaSettings, StepContext}

/** What only some networks show. */
class Dl4jReplicaSuite extends AnyFunSuite with WithNetworks with WithBatches with WithTolerance {

  private val engine = new Dl4jEngine

  private def withReplica[T](network: NetworkSpec)(body: Replica => T): T = {
    val replica = engine.open(new ReplicaSettings(network, OptionalDouble.empty(), 1, 1))
    try body(replica)
    finally replica.close()
  }

  private def gradients(replica: Replica, batch: Batch): Array[Float] = {
    replica.forwardBackward(batch, First)
    replica.gradients().toArray
  }

  private def withLoss(loss: LossFunction, activation: Activation): NetworkSpec = stack(
    settings(),
    dense(inputs, 5),
    new OutputLayer.Builder(loss).nIn(5).nOut(classes).activation(activation).build()
  )

  private val losses = Seq(
    LossFunction.MCXENT -> Activation.SOFTMAX,
    LossFunction.NEGATIVELOGLIKELIHOOD -> Activation.SOFTMAX,
    LossFunction.MSE -> Activation.IDENTITY,
    LossFunction.L1 -> Activation.TANH,
    LossFunction.XENT -> Activation.SIGMOID,
    LossFunction.HINGE -> Activation.IDENTITY,
    LossFunction.KL_DIVERGENCE -> Activation.SOFTMAX,
    LossFunction.POISSON -> Activation.SIGMOID,
    LossFunction.POISSON -> Activation.SOFTPLUS
  )

  losses.foreach { case (loss, activation) =>
    test(s"weights: rows of $loss behind $activation count as often as they weigh, one row alone too") {
      withReplica(withLoss(loss, activation)) { replica =>
        val some = rows(3, inputs, classes, seed = 5)
        Seq(Seq(some.head -> 3), some.zip(Seq(2, 1, 4))).foreach { counted =>
          val weighted = batch(counted.map { case (row, n) => row.weighing(n.toFloat) })
          val repeated = batch(counted.flatMap { case (row, n) => Seq.fill(n)(row) })
          assertClose(gradients(replica, weighted), gradients(replica, repeated), 1e-5)
          val found = replica.forwardBackward(weighted, First)
          val expected = replica.forwardBackward(repeated, First)
          assert(math.abs(found - expected) <= 1e-5 * math.abs(expected))
        }
      }
    }
  }

  test("weights: images and graphs take them too") {
    Seq(convolutional(settings()), withoutNormalization).foreach { network =>
      withReplica(network) { replica =>
        val width = engine.describe(network).inputLength()
        val some = rows(4, width, classes, seed = 6)
        val expected = gradients(replica, batch(some ++ some))
        assertClose(gradients(replica, batch(some.map(_.weighing(2f)))), expected, 1e-5)
      }
    }
  }

  private def withoutNormalization: NetworkSpec = {
    val graph = settings().graphBuilder().addInputs("in").addLayer("first", dense(inputs, 4), "in")
    spec(graph.addLayer("out", softmax(4), "first").setOutputs("out").build().toJson)
  }

  test("evaluation: images and graphs too, in inference mode") {
    for (
      network <- Seq(convolutional(settings()), normalized(settings()), spec(skipping(settings()).toJson))
    ) {
      withReplica(network) { replica =>
        val width = engine.describe(network).inputLength()
        val some = batch(rows(4, width, classes, seed = 6))
        replica.forwardBackward(some, First)
        replica.optimizer().step(4, First)
        val outputs = direct(4 * classes)
        val loss = replica.evaluate(some, outputs)
        assertClose(floats(outputs), predict(replica, some), 1e-6)
        val expected = (0 until 4).map { row =>
          val right = (0 until classes).find(k => some.targets().get(row * classes + k) == 1f).get
          -math.log(outputs.get(row * classes + right).toDouble)
        }.sum
        assert(math.abs(loss - expected) < 1e-4 * expected)
      }
    }
  }

  test("optimizer: moments of gradients that stay zero fade to zero, not to subnormal numbers") {
    withReplica(stack(settings(new Adam(0.01)), dense(inputs, 5), softmax(5))) { replica =>
      replica.forwardBackward(batch(rows(5, inputs, classes, seed = 3)), First)
      replica.optimizer().step(5, First)
      for (step <- 1 until 1600) {
        val context = StepContext.at(step.toLong, 1)
        replica.gradients().fill(0f)
        replica.optimizer().step(5, context)
      }
      val state = replica.optimizer().state().toArray
      val subnormal = state.filter(v => v != 0 && math.abs(v) < java.lang.Float.MIN_NORMAL)
      assert(subnormal.isEmpty)
      // The first moment, a tenth less at each step, is gone; the second, a thousandth less, is not.
      assert(state.contains(0f) && state.exists(_ > 0))
    }
  }

  test("loss: neither it nor the gradients contain regularization") {
    val some = batch(rows(5, inputs, classes, seed = 2))
    def run(network: NetworkSpec) = withReplica(network) { replica =>
      (replica.forwardBackward(some, First), replica.gradients().toArray)
    }
    val (plainLoss, plainGradients) = run(perceptron(settings()))
    val (loss, found) = run(perceptron(settings().l2(3).l1(2)))
    assert(loss == plainLoss)
    assertSameBits(found, plainGradients)
  }

  test("batch normalization: two ranks with the same rows step like one") {
    val network = normalized(settings(new Adam(0.01)))
    val some = batch(rows(6, pixels, classes, seed = 3))
    def steps(ranks: Int) = withReplica(network) { replica =>
      (0L until 3L).foreach { step =>
        val context = StepContext.at(step, 1)
        replica.forwardBackward(some, context)
        replica.gradients().scale(ranks.toFloat)
        replica.optimizer().step(6.0 * ranks, context)
      }
      replica.parameters().toArray
    }
    assertClose(steps(2), steps(1), 1e-6)
  }

  test("batch normalization: what is tracked moves toward the rows, whatever they weigh") {
    val network = normalized(settings())
    def moved(weight: Float) = withReplica(network) { replica =>
      val some = rows(6, pixels, classes, seed = 3).map(row => row.weighing(weight))
      replica.forwardBackward(batch(some), First)
      replica.optimizer().step(6.0 * weight, First)
      replica.parameters().toArray
    }
    assertClose(moved(2f), moved(1f), 1e-5)
  }

  test("seed: dropout depends on the seed of the pass alone, whatever ran before") {
    withReplica(perceptron(settings().dropOut(0.5))) { replica =>
      val some = batch(rows(5, inputs, classes, seed = 4))
      def seeded(seed: Long, network: Replica = replica) = {
        network.forwardBackward(some, First.withSeed(seed))
        network.gradients().toArray
      }
      val first = seeded(0)
      assert(difference(seeded(1), first) > 0.01)
      assertSameBits(seeded(0), first)
      assertSameBits(seeded(0), first)
      replica.predict(some.features(), 5, direct(5 * classes))
      assertSameBits(seeded(0), first)
      withReplica(perceptron(settings().dropOut(0.5)))(other => assertSameBits(seeded(0, other), first))
    }
  }

  test("threads: convolutional replicas at once compute the bits of one alone") {
    val network = normalized(settings(new Adam(0.01)))
    def trained(seed: Long): Array[Float] = withReplica(network) { replica =>
      rows(60, pixels, classes, seed).grouped(6).zipWithIndex.foreach { case (some, step) =>
        val context = StepContext.at(step.toLong, 1)
        replica.forwardBackward(batch(some), context)
        replica.optimizer().step(6, context)
      }
      replica.parameters().toArray
    }
    val alone = Seq(1L, 2L).map(trained)
    val pool = Executors.newFixedThreadPool(2)
    try {
      val running = Seq(1L, 2L).map(seed =>
        pool.submit(new Callable[Array[Float]] {
          override def call(): Array[Float] = trained(seed)
        })
      )
      running.zip(alone).foreach { case (result, expected) =>
        assertSameBits(result.get(60, TimeUnit.SECONDS), expected)
      }
    } finally pool.shutdownNow()
  }

  test("predict: the running statistics of batch normalization are used") {
    withReplica(normalized(settings())) { replica =>
      val some = rows(4, pixels, classes, seed = 8)
      val together = predict(replica, batch(some))
      val apart = some.flatMap((row: Row) => predict(replica, batch(Seq(row))).toSeq)
      assertClose(apart.toArray, together, 1e-5)
    }
  }

  test("predict: features must lie off the heap, and there must be enough of them") {
    withReplica(perceptron(settings())) { replica =>
      val outputs = direct(2 * classes)
      val heap = intercept[IllegalArgumentException](
        replica.predict(FloatBuffer.allocate(2 * inputs), 2, outputs)
      )
      assert(heap.getMessage.endsWith("(must be off the heap, in native byte order)"))
      val short = intercept[IllegalArgumentException](replica.predict(direct(2 * inputs - 1), 2, outputs))
      assert(short.getMessage == "Invalid buffer of 11 floats (must hold 2 rows of 6)")
    }
  }
}
