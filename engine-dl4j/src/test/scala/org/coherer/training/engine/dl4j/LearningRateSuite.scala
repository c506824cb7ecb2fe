package org.coherer.training.engine.dl4j

import java.util.OptionalDouble

import org.coherer.testkit.engine.{WithBatches, WithTolerance}
import org.coherer.training.engine.{NetworkSpec, Replica, ReplicaSettings, StepContext}
import org.coherer.training.vector.Chunk
import org.nd4j.linalg.learning.config._
import org.nd4j.linalg.schedule._
import org.scalatest.funsuite.AnyFunSuite

/** A factor of the learning rate does what a schedule of the network's own does. */
class LearningRateSuite extends AnyFunSuite with WithNetworks with WithBatches with WithTolerance {

  private val engine = new Dl4jEngine
  private val stepsPerEpoch = 3
  private val steps = 4 * stepsPerEpoch

  private def withReplica[T](network: NetworkSpec, rate: OptionalDouble = OptionalDouble.empty())(
      body: Replica => T
  ): T = {
    val replica = engine.open(new ReplicaSettings(network, rate, 3, 1))
    try body(replica)
    finally replica.close()
  }

  private def epochOf(step: Int) = step / stepsPerEpoch

  /** The parameters after some steps, at factors that depend on the step. */
  private def trained(replica: Replica, factor: Int => Double): Array[Float] = {
    rows(steps * 5, inputs, classes, seed = 7).grouped(5).zipWithIndex.foreach { case (some, step) =>
      val filled = batch(some)
      val context = new StepContext(step.toLong, 1 + epochOf(step), factor(step), 0)
      replica.forwardBackward(filled, context)
      replica.optimizer().step(filled.weightSum(), context)
    }
    replica.parameters().toArray
  }

  /** An optimizer at a rate, and one by a schedule; without AdaGrad, whose copies have no schedule in DL4J.
    */
  private val optimizers = Seq[(String, Double => IUpdater, ISchedule => IUpdater)](
    ("SGD", new Sgd(_), new Sgd(_)),
    ("momentum", new Nesterovs(_, 0.9), new Nesterovs(_, 0.9)),
    ("Adam", new Adam(_), new Adam(_)),
    ("AMSGrad", new AMSGrad(_), new AMSGrad(_)),
    ("RMSProp", new RmsProp(_), new RmsProp(_)),
    ("Nadam, by DL4J", new Nadam(_), new Nadam(_)),
    ("AdaMax, by DL4J", new AdaMax(_), new AdaMax(_))
  )

  private val halved: Int => Double = step => math.pow(0.5, epochOf(step).toDouble)
  private val halving: Double => ISchedule = new StepSchedule(ScheduleType.EPOCH, _, 0.5, 1)

  for ((name, at, by) <- optimizers) {
    test(s"factors give the bits of a schedule in the network: $name") {
      def network(updater: IUpdater) =
        perceptron(settings(updater).l2(0.01).weightDecay(0.02).biasUpdater(new Sgd(halving(0.3))))
      val expected = withReplica(network(by(halving(0.05))))(trained(_, _ => 1.0))
      def own(updater: IUpdater) =
        perceptron(settings(updater).l2(0.01).weightDecay(0.02).biasUpdater(new Sgd(0.3)))
      assertSameBits(withReplica(own(at(0.05)))(trained(_, halved)), expected)
    }
  }

  test("a schedule of the network's own goes on, times the factor") {
    val falling = new ExponentialSchedule(ScheduleType.ITERATION, 0.1, 0.9)
    for (make <- Seq[ISchedule => IUpdater](new Nesterovs(_, 0.5), new Nadam(_))) {
      val both = new ISchedule {
        override def valueAt(iteration: Int, epoch: Int): Double =
          halved(iteration) * falling.valueAt(iteration, epoch)
        override def clone(): ISchedule = this
      }
      val expected = {
        val rates = new java.util.HashMap[Integer, java.lang.Double]()
        (0 until steps).foreach(step => rates.put(step, both.valueAt(step, epochOf(step))))
        new MapSchedule(ScheduleType.ITERATION, rates)
      }
      assertSameBits(
        withReplica(perceptron(settings(make(falling))))(trained(_, halved)),
        withReplica(perceptron(settings(make(expected))))(trained(_, _ => 1.0))
      )
    }
  }

  test("shards step at the rate that the whole steps at") {
    val network = perceptron(settings(new Adam(0.02)).biasUpdater(new Nesterovs(0.1, 0.9)))
    val total = engine.describe(network).parameterCount()
    withReplica(network) { whole =>
      val expected = trained(whole, halved)
      val parts = Seq(new Chunk(0, total), new Chunk(0, 20))
      for (part <- parts) withReplica(network) { shard =>
        shard.optimizer().shard(part)
        shard.forwardBackward(batch(rows(5, inputs, classes, seed = 7)), First)
        if (part.length() == total) assertSameBits(trained(shard, halved), expected)
        else assert(shard.optimizer().learningRate(First).isNaN && trained(shard, halved).length == total)
      }
    }
  }

  test("the rate is known, with its factor, unless there are several or none") {
    def rate(network: NetworkSpec, of: OptionalDouble = OptionalDouble.empty()) = withReplica(network, of) {
      replica =>
        replica.optimizer().learningRate(new StepContext(4, 2, 0.5, 0))
    }
    assert(rate(perceptron(settings(new Adam(0.02)))) == 0.01)
    assert(rate(perceptron(settings(new Adam(0.02))), OptionalDouble.of(0.2)) == 0.1)
    assert(rate(perceptron(settings(new Nadam(halving(0.2))))) == 0.05)
    assert(rate(normalized(settings(new Sgd(0.1)))) == 0.05)
    assert(rate(perceptron(settings(new Sgd(0.1)).biasUpdater(new Sgd(0.2)))).isNaN)
    assert(rate(perceptron(settings(new AdaDelta()))).isNaN)
  }

  test("what steps leave of the rates is not taken for them") {
    withReplica(perceptron(settings(new Nadam(0.1)))) { replica =>
      trained(replica, _ => 0.5)
      assert(replica.optimizer().learningRate(new StepContext(0, 1, 0.5, 0)) == 0.05)
    }
  }

  test("values that batch normalization tracks are told from gradients, in stacks and graphs") {
    withReplica(perceptron(settings()))(replica => assert(replica.tracked().isEmpty))
    for (network <- Seq(normalized(settings()), spec(skipping(settings()).toJson))) withReplica(network) {
      replica =>
        val width = engine.describe(network).inputLength()
        val before = replica.parameters().toArray
        val still = new StepContext(0, 1, 0, 0)
        replica.forwardBackward(batch(rows(6, width, classes, seed = 3)), still)
        replica.optimizer().step(6, still)
        val after = replica.parameters().toArray
        val moved = before.indices.filter(i => before(i) != after(i)).map(_.toLong)
        // At a rate of zero nothing moves but what is tracked.
        assert(moved.nonEmpty && moved.forall(i => replica.tracked().stream().anyMatch(_.contains(i))))
        val tracked = replica.tracked().stream().mapToLong(_.length()).sum()
        assert(tracked > 0 && tracked < before.length / 4)
    }
  }

  test("asking for the rate of another step changes nothing") {
    val network = perceptron(settings(new Nadam(halving(0.2))))
    val expected = withReplica(network)(trained(_, halved))
    val asked = withReplica(network) { replica =>
      val rate = replica.optimizer().learningRate(new StepContext(11, 4, 0.125, 0))
      assert(rate == 0.2 / 64)
      val some = batch(rows(5, inputs, classes, seed = 7))
      replica.forwardBackward(some, First)
      assert(replica.optimizer().learningRate(new StepContext(2, 1, 1, 0)) == 0.2)
      trained(replica, halved)
    }
    assertSameBits(asked, expected)
  }
}
