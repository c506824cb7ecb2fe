package org.coherer.training.loop

import java.util.Arrays.asList

import org.coherer.training.engine.NetworkSpec
import org.coherer.training.event.{EventSink, TrainingEvent}
import org.coherer.training.transport.auth.RunSecret
import org.coherer.training.transport.mesh.MeshListener
import org.coherer.training.transport.{RunIdentity, TransportSettings, TransportTimeouts}
import org.deeplearning4j.nn.conf.MultiLayerConfiguration
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork
import org.nd4j.linalg.dataset.DataSet
import org.nd4j.linalg.factory.Nd4j
import org.nd4j.linalg.learning.config.{Adam, Sgd}
import org.scalatest.funsuite.AnyFunSuite

class TrainingLoopSuite extends AnyFunSuite with WithTraining {

  private def plainDl4j(spec: NetworkSpec, initial: Array[Float], epochs: Int, batches: Seq[Seq[Record]]) = {
    val net = new MultiLayerNetwork(MultiLayerConfiguration.fromJson(spec.text()))
    net.init(Nd4j.createFromArray(initial: _*).reshape(1, initial.length.toLong), true)
    for (_ <- 1 to epochs; batch <- batches) {
      val features = Nd4j.create(batch.flatMap(_.features).toArray, Array(batch.size, Features), 'c')
      val labels = Nd4j.zeros(batch.size.toLong, Classes.toLong)
      batch.zipWithIndex.foreach { case (record, row) =>
        labels.putScalar(row.toLong, record.label.toLong, 1)
      }
      net.fit(new DataSet(features, labels))
    }
    net.params().toFloatVector.toSeq
  }

  for ((name, updater) <- Seq("SGD" -> new Sgd(0.1), "Adam" -> new Adam(0.01))) {
    test(s"one worker equals plain DL4J fit on the same batches: $name") {
      val spec = network(updater)
      val batches = records(50).grouped(8).toSeq
      val one = plan(epochs = 4, batchSize = 8, workers = 1, spec = spec)
      assertClose(trained(one, batches), plainDl4j(spec, initial(one), 4, batches), 1e-6)
    }
  }

  test("two workers with batch b equal one with batch 2b") {
    val data = records(64)
    val whole = data.grouped(16).toSeq
    val halves = whole.map(_.splitAt(8))
    assertClose(
      trained(plan(6, 8, 2), halves.map(_._1), halves.map(_._2)),
      trained(plan(6, 16, 1), whole),
      1e-5
    )
  }

  test("also with uneven shards, one of them used up early") {
    val data = records(41)
    val whole = Seq(data.take(16), data.slice(16, 27), data.slice(27, 35), data.drop(35))
    val first = Seq(whole(0).take(8), whole(1).take(8), whole(2), whole(3))
    val second = Seq(whole(0).drop(8), whole(1).drop(8))
    assertClose(trained(plan(6, 8, 2), first, second), trained(plan(6, 16, 1), whole), 1e-5)
  }

  test("also with weights, fractions and zeros among them") {
    val data = records(48, weight = i => (i % 4) * 0.7f)
    val whole = data.grouped(16).toSeq
    val halves = whole.map(_.splitAt(5))
    assertClose(
      trained(plan(6, 11, 2), halves.map(_._1), halves.map(_._2)),
      trained(plan(6, 16, 1), whole),
      1e-5
    )
  }

  test("also with four workers, one without any row") {
    val whole = records(30).grouped(15).toSeq
    val parts = whole.map(_.grouped(5).toSeq)
    assertClose(
      trained(plan(6, 5, 4), parts.map(_(0)), Nil, parts.map(_(1)), parts.map(_(2))),
      trained(plan(6, 15, 1), whole),
      1e-5
    )
  }

  test("a step in which all rows weigh nothing changes nothing") {
    val weightless = records(8, weight = _ => 0f)
    val one = plan(3, 8, 1)
    assert(trained(one, Seq(weightless)) == initial(one).toSeq)
  }

  private def shuffledRun(world: Int): Seq[Float] = withRanks(world) { transport =>
    val two = plan(3, 7, world, network(new Adam(0.01)))
    val rows = records(30 + transport.rank(), seed = transport.rank())
    withBatches(layout, rows, two.data().batchSize(), two.shuffleSeed(transport.rank())) { batches =>
      train(transport, two, batches, two.data().batchesFor(30L + world - 1))
    }
  }.head

  test("the same run twice gives bit-identical parameters") {
    for (world <- 1 to 3) assert(shuffledRun(world) == shuffledRun(world))
  }

  test("a peer with a wrong secret is refused while the ranks connect, and the run continues") {
    val two = plan(2, 8, 2)
    val data = records(16).grouped(8).toSeq
    val listeners = (0 to 1).map(rank => MeshListener.open(settings(rank)))
    try {
      val members = asList(listeners.zipWithIndex.map { case (listener, rank) => member(listener, rank) }: _*)
      val unauthenticated = new TransportSettings(
        1,
        "127.0.0.1",
        new RunIdentity(runIdentity.token(), runIdentity.generation()),
        RunSecret.random(),
        new TransportTimeouts(java.time.Duration.ofSeconds(2), java.time.Duration.ofSeconds(2)),
        options,
        () => false
      )
      val unauthenticatedListener = MeshListener.open(unauthenticated)
      val results = inThreads[Option[Seq[Float]]](
        Seq(
          () => {
            // Connects first: rank 1 comes only when the unauthenticated peer was refused.
            try intercept[Exception](unauthenticatedListener.connect(members))
            finally unauthenticatedListener.close()
            val transport = listeners(1).connect(members)
            try Some(train(transport, two, new FixedBatches(Seq(data(1))), 1))
            finally transport.close()
          },
          () => {
            val transport = listeners(0).connect(members)
            try Some(train(transport, two, new FixedBatches(Seq(data(0))), 1))
            finally transport.close()
          }
        )
      )
      assert(results(0) == results(1))
      assert(listeners(0).refusedConnections() >= 1)
      assertClose(results(0).get, trained(plan(2, 16, 1), Seq(data(0) ++ data(1))), 1e-5)
    } finally listeners.foreach(_.close())
  }

  test("divergence is found by every rank at the same step, with a remedy") {
    val two = plan(50, 8, 2, learningRate = 1e30)
    val data = records(16, weight = _ => Float.MaxValue).grouped(8).toSeq
    val messages = withRanks(2) { transport =>
      intercept[TrainingDivergedException](
        train(transport, two, new FixedBatches(Seq(data(transport.rank()))), 1)
      ).getMessage
    }
    assert(messages(0) == messages(1))
    assert(messages(0).endsWith("(lower learningRate 1.0E30, or scale the features)"))
  }

  test("losses and rows that are reported are those of all ranks") {
    val two = plan(2, 8, 2)
    val data = records(20).grouped(10).toSeq
    val events = withRanks(2) { transport =>
      var seen = Seq[TrainingEvent.EpochCompleted]()
      val listener: EventSink = {
        case epoch: TrainingEvent.EpochCompleted => seen :+= epoch
        case _ => ()
      }
      train(transport, two, new FixedBatches(data(transport.rank()).grouped(8).toSeq), 2, listener)
      seen.map(epoch => (epoch.epoch(), epoch.loss(), epoch.rows()))
    }
    assert(events(0) == events(1))
    assert(events(0).map(_._1) == Seq(1, 2) && events(0).forall(_._3 == 20))
    assert(events(0)(1)._2 < events(0)(0)._2)
  }
}
