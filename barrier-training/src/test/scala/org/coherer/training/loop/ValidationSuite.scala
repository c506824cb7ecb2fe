package org.coherer.training.loop

import org.coherer.training.calibration.Calibration
import org.coherer.training.data.RankBatches
import org.coherer.training.encoding.TargetEncoding
import org.coherer.training.engine.{Engines, NetworkSpec}
import org.coherer.training.event.{EventSink, TrainingEvent}
import org.deeplearning4j.nn.conf.NeuralNetConfiguration
import org.deeplearning4j.nn.conf.layers.{DenseLayer, OutputLayer}
import org.nd4j.linalg.activations.Activation
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction
import org.scalatest.funsuite.AnyFunSuite

class ValidationSuite extends AnyFunSuite with WithTraining {

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
      try new Validation(RankBatches.of(0, source), layout.target(), sums(t)).after(3, replica)
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

  test("the temperature is that of all rows together, however they are spread, and the best there is") {
    def found(parts: Seq[Seq[Record]]): Seq[Calibration] = withRanks(parts.size) { t =>
      val replica = Engines.named("dl4j").open(plan(1, 8, parts.size).replicaSettings())
      val source = new FixedBatches(parts(t.rank()).grouped(5).toSeq)
      try new Validation(RankBatches.of(0, source), layout.target(), sums(t)).calibrate(3, replica)
      finally replica.close()
    }
    val alone = found(Seq(rows)).head
    for (parts <- Seq(Seq(rows.take(20), rows.drop(20)), Seq(rows.take(1), Nil, rows.drop(1)))) {
      val all = found(parts)
      assert(all.distinct.size == 1)
      assert(math.abs(all.head.temperature() / alone.temperature() - 1) < 1e-6)
    }
    assert(found(Seq(Nil, Nil)) == Seq(Calibration.NONE, Calibration.NONE))
    assert(math.abs(alone.lossBefore() - validated(Seq(rows)).head.loss()) < 1e-6)
    assert(alone.loss() < alone.lossBefore())
  }

  private def direct(floats: Int) =
    java.nio.ByteBuffer.allocateDirect(floats * 4).order(java.nio.ByteOrder.nativeOrder()).asFloatBuffer()

  test("values are measured by the root of the mean square, and the mean, of how far off they are") {
    val spec = regression
    val settings = plan(1, 8, 1, spec).replicaSettings()
    val found = withRanks(2) { t =>
      val replica = Engines.named("dl4j").open(settings)
      try
        new Validation(
          RankBatches.of(0, new ValueBatches(Seq(rows.take(20), rows.drop(20))(t.rank()))),
          new TargetEncoding.Values(1),
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

  /** Of six numbers, a class and two values, beside each other. */
  private def twoOutputs: NetworkSpec = {
    val common = new DenseLayer.Builder().nIn(Features).nOut(5).activation(Activation.TANH)
    val kind = new OutputLayer.Builder(LossFunction.MCXENT).nIn(5).nOut(3).activation(Activation.SOFTMAX)
    val size = new OutputLayer.Builder(LossFunction.MSE).nIn(5).nOut(2).activation(Activation.IDENTITY)
    val graph = new NeuralNetConfiguration.Builder()
      .seed(1)
      .graphBuilder()
      .addInputs("in")
      .addLayer("common", common.build(), "in")
      .addLayer("kind", kind.build(), "common")
      .addLayer("size", size.build(), "common")
      .setOutputs("kind", "size")
    dl4j(graph.build().toJson)
  }

  /** What two ranks find in rows with such targets, and the outputs for each row. */
  private def measured(spec: NetworkSpec, target: TargetEncoding)(of: Record => Seq[Float]) = {
    val settings = plan(1, 8, 1, spec).replicaSettings()
    val event = withRanks(2) { t =>
      val replica = Engines.named("dl4j").open(settings)
      val mine = Seq(rows.take(20), rows.drop(20))(t.rank())
      try
        new Validation(RankBatches.of(0, new TargetBatches(mine, target.length(), of)), target, sums(t))
          .after(1, replica)
      finally replica.close()
    }.head
    val replica = Engines.named("dl4j").open(settings)
    val outputs =
      try
        rows.map { row =>
          val (in, out) = (direct(Features), direct(target.length()))
          in.put(0, row.features.toArray)
          replica.predict(in, 1, out)
          (0 until target.length()).map(i => out.get(i))
        }
      finally replica.close()
    (event, outputs)
  }

  /** The root of the weighted mean square, and the weighted mean, of all differences. */
  private def errors(found: Seq[Seq[Float]], wanted: Seq[Seq[Float]]): (Double, Double) = {
    val weights = rows.map(_.weight.toDouble)
    val off = found.zip(wanted).map { case (a, b) => a.zip(b).map { case (p, y) => p.toDouble - y } }
    def mean(of: Double => Double): Double =
      off.zip(weights).map { case (some, w) => w * some.map(of).sum / some.size }.sum / weights.sum
    (math.sqrt(mean(d => d * d)), mean(d => math.abs(d)))
  }

  private def assertNear(found: Double, expected: Double): Unit = {
    assert(math.abs(found - expected) < 1e-5 * expected)
    ()
  }

  test("several outputs are measured each, under their names; the loss is that of all") {
    def size(row: Record) = Seq(row.features(0), 2 * row.features(1))
    val target = new TargetEncoding.Joined(
      java.util.Arrays.asList("kind", "size"),
      java.util.Arrays.asList[TargetEncoding](
        new TargetEncoding.ClassIndex(3),
        new TargetEncoding.Values(2)
      )
    )
    val (event, outputs) = measured(twoOutputs, target) { row =>
      Seq.tabulate(3)(i => if (i == row.label.toInt) 1f else 0f) ++ size(row)
    }
    assert(event.metrics().keySet() == java.util.Set.of("accuracy_kind", "rmse_size", "mae_size"))
    val weights = rows.map(_.weight.toDouble)
    val right = outputs.zip(rows).map { case (out, row) =>
      if ((0 until 3).maxBy(i => out(i)) == row.label.toInt) row.weight.toDouble else 0.0
    }
    assertNear(event.metrics().get("accuracy_kind"), right.sum / weights.sum)
    val (rmse, mae) = errors(outputs.map(_.drop(3)), rows.map(size))
    assertNear(event.metrics().get("rmse_size"), rmse)
    assertNear(event.metrics().get("mae_size"), mae)
    val entropies = outputs.zip(rows).map { case (out, row) =>
      -row.weight * math.log(out(row.label.toInt).toDouble)
    }
    assertNear(event.loss(), entropies.sum / weights.sum + rmse * rmse)
  }

  test("labels are measured by the rows that are right in all, and by the share of wrong ones") {
    val output = new OutputLayer.Builder(LossFunction.XENT).nIn(5).nOut(3).activation(Activation.SIGMOID)
    val stack = new NeuralNetConfiguration.Builder()
      .seed(1)
      .list()
      .layer(new DenseLayer.Builder().nIn(Features).nOut(5).activation(Activation.TANH).build())
      .layer(output.build())
    def labels(row: Record) = Seq.tabulate(3)(i => if (row.features(i) > 0) 1f else 0f)
    val target = new TargetEncoding.Values(3, TargetEncoding.Domain.LABELS)
    val (event, outputs) = measured(dl4j(stack.build().toJson), target)(labels)
    assert(event.metrics().keySet() == java.util.Set.of("subsetAccuracy", "hammingLoss"))
    val weights = rows.map(_.weight.toDouble)
    val wrong = outputs.zip(rows).map { case (out, row) =>
      out.zip(labels(row)).count { case (p, y) => (p > 0.5f) != (y == 1f) }
    }
    val right = wrong.zip(weights).map { case (w, weight) => if (w == 0) weight else 0.0 }.sum
    assert(right > 0 && right < weights.sum)
    assertNear(event.metrics().get("subsetAccuracy"), right / weights.sum)
    val loss = wrong.zip(weights).map { case (w, weight) => w * weight / 3 }.sum / weights.sum
    assertNear(event.metrics().get("hammingLoss"), loss)
  }

  test("levels are measured by those that are right, and by how many levels are between") {
    val output = new OutputLayer.Builder(LossFunction.XENT).nIn(5).nOut(2).activation(Activation.SIGMOID)
    val stack = new NeuralNetConfiguration.Builder()
      .seed(1)
      .list()
      .layer(new DenseLayer.Builder().nIn(Features).nOut(5).activation(Activation.TANH).build())
      .layer(output.build())
    def reached(row: Record) = Seq.tabulate(2)(i => if (i < row.label) 1f else 0f)
    val (event, outputs) = measured(dl4j(stack.build().toJson), new TargetEncoding.Levels(3))(reached)
    assert(event.metrics().keySet() == java.util.Set.of("accuracy", "mae"))
    val weights = rows.map(_.weight.toDouble)
    val off = outputs.zip(rows).map { case (out, row) => math.abs(out.count(_ > 0.5f) - row.label.toInt) }
    val right = off.zip(weights).map { case (d, w) => if (d == 0) w else 0.0 }.sum
    assert(right > 0 && right < weights.sum)
    assertNear(event.metrics().get("accuracy"), right / weights.sum)
    assertNear(event.metrics().get("mae"), off.zip(weights).map { case (d, w) => d * w }.sum / weights.sum)
  }

  test("an autoencoder is measured by how far off its reconstruction is") {
    val code = new DenseLayer.Builder().nIn(Features).nOut(2).activation(Activation.TANH)
    val back = new OutputLayer.Builder(LossFunction.MSE).nIn(2).nOut(Features)
    val stack = new NeuralNetConfiguration.Builder()
      .seed(1)
      .list()
      .layer(code.build())
      .layer(back.activation(Activation.IDENTITY).build())
    val (event, outputs) =
      measured(dl4j(stack.build().toJson), new TargetEncoding.Inputs(Features))(_.features)
    val (rmse, mae) = errors(outputs, rows.map(_.features))
    assertNear(event.metrics().get("rmse"), rmse)
    assertNear(event.metrics().get("mae"), mae)
    assertNear(event.loss(), rmse * rmse)
  }

  test("a loop with rows for validation reports on them after every epoch") {
    val seen = withRanks(2) { t =>
      var events = Seq[TrainingEvent]()
      val listener: EventSink = event => events :+= event
      val two = plan(3, 8, 2)
      val replica = Engines.named("dl4j").open(two.replicaSettings())
      try {
        val batches = new FixedBatches(records(16).grouped(8).toSeq)
        val validation = new FixedBatches(Seq(records(7, seed = 9 + t.rank())))
        val rank = rankOf(two, t, replica, batches, 2, Some(validation))
        try new TrainingLoop(rank, LoopStart.FRESH, listener).run()
        finally rank.sync().close()
      } finally replica.close()
      events.collect { case event: TrainingEvent.EpochValidated =>
        (event.epoch(), event.rows(), event.loss())
      }
    }
    assert(seen(0) == seen(1))
    assert(seen(0).map(_._1) == Seq(1, 2, 3) && seen(0).forall(_._2 == 14))
  }
}
