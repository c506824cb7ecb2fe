package org.coherer.training.loop

import java.util.Collections
import java.util.concurrent.ConcurrentHashMap

import org.coherer.training.collective.CostModel
import org.coherer.training.engine.{Engines, NetworkSpec, Replica}
import org.coherer.training.event.{EventSink, TrainingEvent}
import org.coherer.training.plan.{Exchange, OverlapMode}
import org.coherer.training.transport.mesh.OnTwoMachines
import org.coherer.training.transport.{LinkKind, TransportOptions}
import org.deeplearning4j.nn.conf.NeuralNetConfiguration
import org.deeplearning4j.nn.conf.layers.{BatchNormalization, DenseLayer, OutputLayer}
import org.nd4j.linalg.activations.Activation
import org.nd4j.linalg.learning.config._
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction
import org.scalatest.funsuite.AnyFunSuite

/** A run in which every rank has a part of the optimizer gives the bits of one in which each has all of it.
  */
trait ShardedContract extends AnyFunSuite with WithTraining {

  def rankCounts: Seq[Int]

  private def exchange(sharded: Boolean, accumulateSteps: Int = 1) =
    new Exchange(accumulateSteps, if (sharded) OverlapMode.AUTO else OverlapMode.OFF, 0, sharded)

  /** A network of so many parameters more or less. */
  private def sized(hidden: Int, updater: IUpdater, normalized: Boolean = false): NetworkSpec = {
    val list = new NeuralNetConfiguration.Builder().seed(1).updater(updater).l2(1e-3).list()
    list.layer(new DenseLayer.Builder().nIn(Features).nOut(hidden).activation(Activation.TANH).build())
    if (normalized) list.layer(new BatchNormalization.Builder().nIn(hidden).nOut(hidden).build())
    val out = new OutputLayer.Builder(LossFunction.MCXENT).nIn(hidden).nOut(Classes)
    list.layer(out.activation(Activation.SOFTMAX).build())
    dl4j(list.build().toJson)
  }

  /** Trains on batches of uneven sizes and weights; the last rank is used up early. */
  private def shards(ranks: Int): Seq[Seq[Seq[Record]]] = (0 until ranks).map { rank =>
    val rows = records(if (rank == ranks - 1) 9 else 29, seed = rank, weight = i => (i % 4) * 0.7f)
    rows.grouped(8).toSeq
  }

  private def assertAlike(
      ranks: Int,
      spec: NetworkSpec,
      accumulateSteps: Int = 1,
      of: Seq[Seq[Seq[Record]]] = Nil
  ): Unit = {
    val batches = if (of.isEmpty) shards(ranks) else of
    def run(sharded: Boolean) =
      trained(plan(4, 8, ranks, spec, exchange = exchange(sharded, accumulateSteps)), batches: _*)
    val (found, expected) = (run(sharded = true), run(sharded = false))
    assert(
      found.map(java.lang.Float.floatToRawIntBits) == expected.map(java.lang.Float.floatToRawIntBits)
    )
  }

  private val updaters = Seq[IUpdater](
    new Sgd(0.1),
    new Nesterovs(0.1, 0.9),
    new Adam(0.01),
    new AMSGrad(0.01),
    new AdaGrad(0.05),
    new RmsProp(0.01)
  )

  for (ranks <- rankCounts) {
    for (updater <- updaters)
      test(s"$ranks ranks, sharded or not, end with the same bits: ${updater.getClass.getSimpleName}") {
        assertAlike(ranks, network(updater))
      }

    for (hidden <- Seq(1, 2, 11, 100, 1009))
      test(s"$ranks ranks, sharded or not, end with the same bits: $hidden hidden units") {
        assertAlike(ranks, sized(hidden, new Adam(0.01)))
      }

    test(s"$ranks ranks, sharded or not, end with the same bits: batch normalization") {
      assertAlike(ranks, sized(11, new Adam(0.01), normalized = true))
    }

    test(s"$ranks ranks, sharded or not, end with the same bits: accumulated batches, a short last step") {
      assertAlike(ranks, network(new Adam(0.01)), accumulateSteps = 3)
      assertAlike(ranks, sized(11, new AMSGrad(0.01), normalized = true), accumulateSteps = 2)
    }

    test(s"$ranks ranks, sharded or not, end with the same bits: ranks without rows, steps without weight") {
      val some = records(24).grouped(8).toSeq
      val weightless = records(8, weight = _ => 0f)
      val first = Seq(some(0), weightless, some(1), some(2))
      assertAlike(ranks, network(new Adam(0.01)), of = first +: Seq.fill(ranks - 1)(Nil))
    }

    test(s"the states of $ranks ranks are together as long as that of one") {
      val lengths = new ConcurrentHashMap[Int, Long]()
      val spec = sized(11, new AMSGrad(0.01))
      withRanks(ranks) { transport =>
        var seen: Replica = null
        val rank = transport.rank()
        val watching: EventSink = {
          case _: TrainingEvent.EpochCompleted => lengths.put(rank, seen.optimizer().state().length())
          case _ => ()
        }
        val keep = (replica: Replica) => { seen = replica; replica }
        val one = plan(1, 8, ranks, spec, exchange = exchange(sharded = true))
        train(transport, one, new FixedBatches(shards(ranks)(rank)), 4, watching, keep)
      }
      val all = (0 until ranks).map(lengths.get(_))
      val parameters = Features * 11 + 11 + 11 * Classes + Classes
      assert(all.sum == 3L * parameters)
      // The totals are in somebody's part, too; parts of parts differ by more than one.
      assert(all.max - all.min <= 3L * 6)
    }
  }

  test("progress, losses and validation are the same, too") {
    val ranks = rankCounts.last
    def events(sharded: Boolean) = withRanks(ranks) { transport =>
      var seen = Seq[(Double, Long)]()
      val listener: EventSink = {
        case epoch: TrainingEvent.EpochCompleted => seen :+= ((epoch.loss(), epoch.rows()))
        case validated: TrainingEvent.EpochValidated => seen :+= ((validated.loss(), validated.rows()))
        case _ => ()
      }
      val some = plan(3, 8, ranks, network(new Adam(0.01)), exchange = exchange(sharded))
      val replica = Engines.named("dl4j").open(some.replicaSettings())
      val batches = new FixedBatches(shards(ranks)(transport.rank()))
      val validation = new FixedBatches(records(5, seed = transport.rank()).grouped(2).toSeq)
      try {
        val rank = rankOf(some, transport, replica, batches, 4, Some(validation))
        new TrainingLoop(rank, LoopStart.FRESH, listener).run()
        seen
      } finally replica.close()
    }
    val found = events(sharded = true)
    assert(found == events(sharded = false) && found.distinct.size == 1 && found.head.size == 6)
  }

  test("divergence is found by every rank at the same step") {
    val ranks = rankCounts.last
    val wild = plan(50, 8, ranks, learningRate = 1e30, exchange = exchange(sharded = true))
    val data = records(8 * ranks, weight = _ => Float.MaxValue).grouped(8).toSeq
    val messages = withRanks(ranks) { transport =>
      intercept[TrainingDivergedException](
        train(transport, wild, new FixedBatches(Seq(data(transport.rank()))), 1)
      ).getMessage
    }
    assert(messages.distinct.size == 1 && messages.head.startsWith("Training diverged at epoch "))
  }
}

class ShardedSuite extends ShardedContract {
  override def rankCounts: Seq[Int] = Seq(1, 2, 3, 4, 5)
  override protected def options: TransportOptions =
    super.options.withLinks(Collections.singleton(LinkKind.LOCAL))
}

/** Where long vectors are cut, and go around. */
class BandwidthShardedSuite extends ShardedContract {
  override def rankCounts: Seq[Int] = Seq(2, 3, 4)
  override def model: CostModel = new CostModel(1e-12, 1, 1)
}

/** Level by level where there are eight ranks, otherwise in one uneven group. */
class MixedShardedSuite extends ShardedContract with OnTwoMachines {
  override def rankCounts: Seq[Int] = Seq(4, 6, 8)
}
