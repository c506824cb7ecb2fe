package org.coherer.training.engine.dl4j

import java.util.{HashMap => JavaMap, OptionalDouble}

import org.coherer.testkit.engine.{WithBatches, WithTolerance}
import org.coherer.training.engine.{NetworkSpec, Replica, ReplicaSettings, StepContext}
import org.coherer.training.vector.Chunk
import org.deeplearning4j.nn.conf.GradientNormalization
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint
import org.deeplearning4j.nn.conf.layers.misc.{FrozenLayer, FrozenLayerWithBackprop}
import org.deeplearning4j.nn.conf.layers.recurrent.{Bidirectional, LastTimeStep}
import org.deeplearning4j.nn.conf.layers.{DenseLayer, EmbeddingSequenceLayer, LSTM}
import org.nd4j.linalg.learning.config._
import org.nd4j.linalg.schedule.{MapSchedule, ScheduleType}
import org.scalatest.funsuite.AnyFunSuite

/** Replicas that update a part of the parameters each do together what one does alone. */
class ShardOptimizerSuite extends AnyFunSuite with WithNetworks with WithBatches with WithTolerance {

  private val engine = new Dl4jEngine
  private val steps = 19
  private val rows = 5

  private def withReplicas[T](network: NetworkSpec, count: Int)(body: Seq[Replica] => T): T = {
    val replicas =
      Seq.fill(count)(engine.open(new ReplicaSettings(network, OptionalDouble.empty(), 3, 1)))
    try body(replicas)
    finally replicas.foreach(_.close())
  }

  private val rates = new JavaMap[Integer, java.lang.Double]()
  rates.put(0, 0.1)
  rates.put(7, 0.02)
  private val falling = new MapSchedule(ScheduleType.ITERATION, rates)

  private val networks = Seq(
    "SGD" -> perceptron(settings()),
    "momentum" -> perceptron(settings(new Nesterovs(0.1, 0.9))),
    "Adam" -> perceptron(settings(new Adam(0.01))),
    "AMSGrad" -> perceptron(settings(new AMSGrad(0.01))),
    "AdaGrad" -> perceptron(settings(new AdaGrad(0.05))),
    "RMSProp" -> perceptron(settings(new RmsProp(0.01))),
    "a rate that falls" -> perceptron(settings(new Nesterovs(falling, 0.5))),
    "another optimizer for biases" -> perceptron(settings(new AMSGrad(0.01)).biasUpdater(new Adam(0.3))),
    "penalties" -> perceptron(settings(new Adam(0.01)).l1(0.01).l2(0.02).weightDecay(0.03)),
    "clipped gradients" -> perceptron(
      settings(new Adam(0.01))
        .gradientNormalization(GradientNormalization.ClipElementWiseAbsoluteValue)
        .gradientNormalizationThreshold(0.01)
    ),
    "batch normalization" -> normalized(settings(new Adam(0.01))),
    "convolutions" -> convolutional(settings(new RmsProp(0.01))),
    "a graph" -> spec(skipping(settings(new Adam(0.01)).l2(0.01)).toJson),
    "a frozen layer" -> stack(
      settings(new Adam(0.01)).l2(0.01),
      new FrozenLayer.Builder().layer(dense(inputs, 7)).build(),
      dense(7, 5),
      softmax(5)
    )
  )

  /** Makes the same steps with one replica and with shards that then exchange their parameters. */
  private def compare(network: NetworkSpec, parts: Seq[Chunk]): Unit =
    withReplicas(network, parts.size + 1) { replicas =>
      val (alone, shards) = (replicas.head, replicas.tail)
      shards.zip(parts).foreach { case (shard, part) => shard.optimizer().shard(part) }
      val shape = engine.describe(network)
      val data = rows(steps * rows, shape.inputLength(), shape.outputLength(), seed = 7).grouped(rows)
      data.zipWithIndex.foreach { case (some, step) =>
        val filled = batch(some)
        replicas.foreach { replica =>
          val context = StepContext.at(step.toLong, 1)
          replica.forwardBackward(filled, context)
          replica.optimizer().step(filled.weightSum(), context)
        }
        for (
          ((shard, part), i) <- shards.zip(parts).zipWithIndex; (other, j) <- shards.zipWithIndex if i != j
        )
          part.of(other.parameters().host()).copyFrom(part.of(shard.parameters().host()))
        shards.foreach(shard => assertSameBits(shard.parameters().toArray, alone.parameters().toArray))
      }
      assert(shards.map(_.optimizer().state().length()).sum == alone.optimizer().state().length())
      val layout = engine.optimizerLayout(new ReplicaSettings(network, OptionalDouble.empty(), 3, 1))
      val whole = alone.optimizer().state().host()
      assert(layout.stateLength() == whole.length())
      shards.zip(parts).foreach { case (shard, part) =>
        val places = layout.stateOf(part).toArray.map(_.asInstanceOf[Chunk])
        assertSameBits(shard.optimizer().state().toArray, places.flatMap(_.of(whole).toArray))
      }
    }

  for ((name, network) <- networks) {
    test(s"shards give the bits of the whole, and their states add up: $name") {
      val shape = engine.describe(network)
      assert(shape.shardingObstacle() == null)
      shape.checkShardable()
      val total = shape.parameterCount()
      for (count <- 1 to 4) compare(network, (0 until count).map(Chunk.part(total, count, _)))
      compare(network, Seq(new Chunk(0, 1), new Chunk(1, 0), new Chunk(1, total - 1)))
    }
  }

  private def obstacle(network: NetworkSpec): String = {
    val found = engine.describe(network).shardingObstacle()
    val told = intercept[IllegalArgumentException](engine.describe(network).checkShardable()).getMessage
    assert(
      told == s"Cannot shard the optimizer's state: $found (change that, or set shardOptimizerState to false)"
    )
    withReplicas(network, 1) { replicas =>
      val refused =
        intercept[IllegalArgumentException](replicas.head.optimizer().shard(new Chunk(0, 3))).getMessage
      assert(refused == s"Cannot shard the optimizer's state: $found")
    }
    found
  }

  test("optimizers that only DL4J runs are refused by name") {
    for (updater <- Seq(new Nadam(0.01), new AdaMax(0.01), new AdaDelta()))
      assert(
        obstacle(perceptron(settings(new Adam(0.01)).biasUpdater(updater))) ==
          s"layer 'layer0', DenseLayer has the optimizer ${updater.getClass.getSimpleName}, which is none of Sgd," +
          " Nesterovs, Adam, AMSGrad, AdaGrad, RmsProp, NoOp"
      )
  }

  test("gradients that are limited by a norm are refused, in stacks and graphs") {
    val norms = GradientNormalization
      .values()
      .toSeq
      .diff(Seq(GradientNormalization.None, GradientNormalization.ClipElementWiseAbsoluteValue))
    for (how <- norms) {
      assert(
        obstacle(perceptron(clipped(how))) ==
          s"layer 'layer0', DenseLayer limits its gradients by $how, which needs all of them"
      )
      assert(
        obstacle(spec(skipping(clipped(how)).toJson)) ==
          s"layer 'first', DenseLayer limits its gradients by $how, which needs all of them"
      )
    }
  }

  test("constraints are refused") {
    assert(
      obstacle(perceptron(settings().constrainWeights(new MaxNormConstraint(0.5, 1)))) ==
        "layer 'layer0', DenseLayer has a MaxNormConstraint, which needs all of its parameters"
    )
  }

  test("a layer that is frozen has no optimizer in the way; one that only stands still, or is wrapped, may") {
    def ofNadam(layer: DenseLayer) = { layer.setIUpdater(new Nadam(0.1)); layer }
    val frozen = new FrozenLayer.Builder().layer(ofNadam(dense(inputs, 7))).build()
    val network = stack(settings(new Adam(0.01)), frozen, softmax(7))
    assert(engine.describe(network).shardingObstacle() == null)
    withReplicas(network, 1)(_.head.optimizer().shard(new Chunk(0, 3)))
    val standing = new FrozenLayerWithBackprop(ofNadam(dense(inputs, 7)))
    assert(
      obstacle(stack(settings(new Adam(0.01)), standing, softmax(7))).contains("has the optimizer Nadam")
    )
  }

  private def recurrent(settings: Settings): NetworkSpec = {
    val words = new EmbeddingSequenceLayer.Builder().nIn(20).nOut(4).inputLength(inputs).build()
    val both = new Bidirectional(Bidirectional.Mode.ADD, new LSTM.Builder().nIn(4).nOut(4).build())
    val last = new LastTimeStep(new LSTM.Builder().nIn(4).nOut(5).build())
    stack(settings, words, both, last, softmax(5))
  }

  test("recurrent layers, in wrappers: what is in the way is found on the driver as in a replica") {
    val network = recurrent(settings(new Adam(0.01)))
    assert(engine.describe(network).shardingObstacle() == null)
    withReplicas(network, 1)(_.head.optimizer().shard(new Chunk(0, 300)))
    obstacle(recurrent(settings(new Nadam(0.01))))
    obstacle(recurrent(settings().constrainWeights(new MaxNormConstraint(0.5, 1))))
    obstacle(recurrent(clipped(GradientNormalization.ClipL2PerLayer)))
  }

  test("a shard is chosen before there is state, and once") {
    val network = perceptron(settings(new Adam(0.01)))
    val late = "Cannot shard the optimizer's state: it exists already (shard it before the first step)"
    withReplicas(network, 2) { replicas =>
      replicas(0).optimizer().state()
      replicas(1).gradients()
      replicas(1).optimizer().shard(new Chunk(2, 5))
      assert(replicas(1).optimizer().state().length() == 10)
      replicas.foreach { replica =>
        assert(
          intercept[IllegalStateException](replica.optimizer().shard(new Chunk(2, 5))).getMessage == late
        )
      }
    }
  }
}
