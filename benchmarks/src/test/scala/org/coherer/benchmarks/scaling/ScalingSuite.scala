package org.coherer.benchmarks.scaling

import java.util.{Arrays, Optional}

import org.coherer.benchmarks.harness.{BenchmarkException, Summary}
import org.coherer.training.data.Shard
import org.coherer.training.engine.Engines
import org.scalatest.funsuite.AnyFunSuite

class ScalingSuite extends AnyFunSuite {

  private def trajectory(losses: Double*): Trajectory =
    new Trajectory("ours", Arrays.asList(losses.map(Double.box): _*))

  /** Returns the features and the class of every row, in the order of the shard's only batch. */
  private def rows(shard: Shard): Set[(Seq[Float], Int)] = {
    val batches = shard.training(shard.trainingRows.toInt, 1, "data")
    batches.startEpoch(1)
    val batch = batches.next()
    val found: Set[(Seq[Float], Int)] = (0 until batch.rows).map { row =>
      val features = (0 until GeneratedRows.FEATURES).map { i =>
        batch.features.get(row * GeneratedRows.FEATURES + i)
      }
      val targets = (0 until GeneratedRows.CLASSES).map { i =>
        batch.targets.get(row * GeneratedRows.CLASSES + i)
      }
      (features, targets.indexOf(1f))
    }.toSet
    batches.close()
    found
  }

  test("rates: more than the peer is a ratio above 1; efficiency is with over without exchange") {
    def of(rate: Double) = Optional.of(Summary.of(rate))
    val line = new ScalingLine(2, 256, Summary.of(900), Summary.of(1000), of(840), of(800), of(600))
      .line("scaling", "torch-1.13", 5)
      .toString
    assert(
      line == "scaling model=mlp processes=2 batch=256 rows_per_s=900 sync_efficiency=0.900 ratio_ddp=1.500 " +
        "rows_per_s_min=900 rows_per_s_max=900 alone_rows_per_s=1000 alone_rows_per_s_min=1000 " +
        "alone_rows_per_s_max=1000 ddp_rows_per_s=600 ddp_rows_per_s_min=600 ddp_rows_per_s_max=600 " +
        "sharded_rows_per_s=840 sharded_rows_per_s_min=840 sharded_rows_per_s_max=840 step_with_copies=1.050 " +
        "peer=torch-1.13 rounds=5"
    )
    val one = new ScalingLine(
      1,
      256,
      Summary.of(900),
      Summary.of(900),
      Optional.empty(),
      Optional.empty(),
      of(600)
    )
    assert(one.line("scaling", "torch-1.13", 5).toString.contains(" step_with_copies=absent "))
  }

  test("a loss that falls is good, one that stays or is no number is not") {
    trajectory(2.3, 1.1, 1.2).expectFall()
    Seq(trajectory(2.3, 1.1, 2.2), trajectory(2.3, Double.NaN)).foreach { bad =>
      val e = intercept[BenchmarkException](bad.expectFall())
      assert(e.getMessage.endsWith("does not learn (the last must be below 0.9 of the first)"))
    }
  }

  test("losses far from the peer's mean that the two do not do the same") {
    val peer = trajectory(2.0, 1.0)
    trajectory(2.2, 0.9).expectNear(peer)
    val e = intercept[BenchmarkException](trajectory(2.0, 0.5).expectNear(peer))
    assert(e.getMessage.endsWith("do not do the same (each loss must be within 0.15 of the peer's)"))
  }

  test("shards of several ranks are the rows of one") {
    val whole = rows(GeneratedRows.shard(50, 0, 1))
    val parts = (0 until 3).map(rank => rows(GeneratedRows.shard(50, rank, 3)))
    assert(parts.map(_.size) == Seq(17, 17, 16))
    assert(parts.reduce(_ ++ _) == whole)
  }

  test("rows are of all classes, with features in [0, 1)") {
    val whole = rows(GeneratedRows.shard(200, 0, 1))
    assert(whole.map(_._2) == (0 until GeneratedRows.CLASSES).toSet)
    assert(whole.forall(_._1.forall(value => value >= 0 && value < 1)))
  }

  test("the network has rectified linear units and as many parameters as its layers say") {
    val engine = Engines.named(Engines.DEFAULT)
    val network = Perceptron.network(engine)
    val parameters = 784 * 512 + 512 + 512 * 256 + 256 + 256 * 10 + 10
    assert(engine.describe(network).parameterCount == parameters)
    assert(network.text.contains("ActivationReLU") && !network.text.contains("ActivationSigmoid"))
  }
}
