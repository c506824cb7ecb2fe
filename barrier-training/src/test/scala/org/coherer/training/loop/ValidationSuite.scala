package org.coherer.training.loop

import org.coherer.training.collective.Collectives
import org.coherer.training.data.TargetEncoding
import org.coherer.training.engine.Engines
import org.coherer.training.event.{TrainingEvent, TrainingListener}
import org.coherer.training.transport.Transport
import org.scalatest.funsuite.AnyFunSuite

class ValidationSuite extends AnyFunSuite with WithTraining {

  private def sums(t: Transport) =
    new ExactSums(Collectives.over(t).allGather(), t.rank(), t.worldSize())

  test("sums are those of doubles, exact for counts, and equal on all ranks") {
    for (ranks <- Seq(1, 2, 3, 5)) {
      val found = withRanks(ranks) { t =>
        val numbers = Array(
          (1L << 52).toDouble / ranks.toDouble.round,
          1.0 / (t.rank() + 3),
          -0.0,
          1e-300,
          t.rank().toDouble
        )
        numbers(0) = math.floor(numbers(0))
        sums(t).sum(numbers)
        numbers.toSeq
      }
      assert(found.distinct.size == 1)
      val each = math.floor((1L << 52).toDouble / ranks)
      assert(
        found.head == Seq(
          each * ranks,
          (0 until ranks).map(r => 1.0 / (r + 3)).sum,
          0.0,
          1e-300 * ranks,
          (0 until ranks).sum.toDouble
        )
      )
    }
  }

  private val rows = records(47, weight = i => 1f + i % 3)

  /** What the ranks find, given the rows of each. */
  private def validated(parts: Seq[Seq[Record]]): Seq[TrainingEvent.EpochValidated] =
    withRanks(parts.size) { t =>
      val replica = Engines.named("dl4j").open(plan(1, 8, parts.size).replicaSettings())
      val source = new FixedBatches(parts(t.rank()).grouped(5).toSeq)
      try new Validation(source, layout.target(), sums(t)).after(3, replica)
      finally replica.close()
    }

  test("loss and accuracy are those of all rows together, however they are spread") {
    val alone = validated(Seq(rows)).head
    assert(alone.epoch() == 3 && alone.rows() == 47)
    assert(alone.metrics().get("accuracy") > 0.1 && alone.metrics().get("accuracy") < 0.9)
    for (parts <- Seq(Seq(rows.take(20), rows.drop(20)), Seq(rows.take(1), Nil, rows.drop(1)))) {
      val found = validated(parts)
      found.foreach { event =>
        assert(event.rows() == 47 && event.metrics() == alone.metrics())
        assert(math.abs(event.loss() - alone.loss()) < 1e-6)
        assert(event.loss() == found.head.loss())
      }
    }
  }

  test("the accuracy is the weighted share of rows whose largest output is that of their class") {
    val replica = Engines.named("dl4j").open(plan(1, 8, 1).replicaSettings())
    val right =
      try
        rows.map { row =>
          val (in, out) = (direct(Features), direct(Classes))
          row.features.zipWithIndex.foreach { case (v, i) => in.put(i, v) }
          replica.predict(in, 1, out)
          val best = (0 until Classes).maxBy(out.get(_))
          if (best == row.label.toInt) row.weight.toDouble else 0.0
        }.sum
      finally replica.close()
    val expected = right / rows.map(_.weight.toDouble).sum
    assert(math.abs(validated(Seq(rows)).head.metrics().get("accuracy") - expected) < 1e-9)
  }

  private def direct(floats: Int) =
    java.nio.ByteBuffer.allocateDirect(floats * 4).order(java.nio.ByteOrder.nativeOrder()).asFloatBuffer()

  test("values are measured by the root of the mean square, and the mean, of how far off they are") {
    val json = regression
    val settings = plan(1, 8, 1, json).replicaSettings()
    val found = withRanks(2) { t =>
      val replica = Engines.named("dl4j").open(settings)
      try
        new Validation(
          new ValueBatches(Seq(rows.take(20), rows.drop(20))(t.rank())),
          new TargetEncoding.Value,
          sums(t)
        ).after(1, replica)
      finally replica.close()
    }.head
    val replica = Engines.named("dl4j").open(settings)
    val off =
      try
        rows.map { row =>
          val (in, out) = (direct(Features), direct(1))
          row.features.zipWithIndex.foreach { case (v, i) => in.put(i, v) }
          replica.predict(in, 1, out)
          out.get(0).toDouble - row.label
        }
      finally replica.close()
    val weights = rows.map(_.weight.toDouble)
    val rmse = math.sqrt(off.zip(weights).map { case (d, w) => w * d * d }.sum / weights.sum)
    val mae = off.zip(weights).map { case (d, w) => w * math.abs(d) }.sum / weights.sum
    assert(math.abs(found.metrics().get("rmse") - rmse) < 1e-5 * rmse)
    assert(math.abs(found.metrics().get("mae") - mae) < 1e-5 * mae)
    assert(math.abs(found.loss() - rmse * rmse) < 1e-4 * rmse * rmse)
  }

  test("a loop with rows for validation reports on them after every epoch") {
    val seen = withRanks(2) { t =>
      var events = Seq[TrainingEvent]()
      val listener: TrainingListener = event => events :+= event
      val two = plan(3, 8, 2)
      val replica = Engines.named("dl4j").open(two.replicaSettings())
      val collectives = Collectives.over(t)
      try {
        val sync = new AllReduceSync(t, collectives.allReduce(), collectives.broadcast())
        val batches = new FixedBatches(records(16).grouped(8).toSeq)
        val loop = new TrainingLoop(two, t.rank(), replica, batches, sync, 2, listener)
        loop.validateWith(
          new Validation(new FixedBatches(Seq(records(7, seed = 9 + t.rank()))), layout.target(), sums(t))
        )
        loop.run()
      } finally replica.close()
      events.collect { case event: TrainingEvent.EpochValidated =>
        (event.epoch(), event.rows(), event.loss())
      }
    }
    assert(seen(0) == seen(1))
    assert(seen(0).map(_._1) == Seq(1, 2, 3) && seen(0).forall(_._2 == 14))
  }
}
