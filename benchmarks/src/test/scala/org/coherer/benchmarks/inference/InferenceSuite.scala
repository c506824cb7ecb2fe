package org.coherer.benchmarks.inference

import java.util.{EnumMap, Map => JMap}

import org.coherer.benchmarks.harness.Summary
import org.coherer.benchmarks.networks.SampleNetwork
import org.scalatest.funsuite.AnyFunSuite

class InferenceSuite extends AnyFunSuite {

  private def rates(measured: (Contender, Double)*): JMap[Contender, Summary] = {
    val map = new EnumMap[Contender, Summary](classOf[Contender])
    measured.foreach { case (contender, rate) => map.put(contender, Summary.of(rate)) }
    map
  }

  private def line(model: SampleNetwork, measured: (Contender, Double)*): String =
    new InferenceLine(model, 1024, rates(measured: _*)).line("inference", "torch-1.13", 5).toString

  private def spread(key: String, rate: String): String =
    s" ${key}_rows_per_s=$rate ${key}_rows_per_s_min=$rate ${key}_rows_per_s_max=$rate"

  test("more rows per second than a peer is a ratio above 1; MLlib is compared with its own network") {
    val made = line(
      SampleNetwork.MLP,
      Contender.OURS -> 9000,
      Contender.DL4J -> 3000,
      Contender.TORCH -> 10000,
      Contender.SIGMOID -> 8000,
      Contender.MLLIB -> 500,
      Contender.TRANSFORM -> 800,
      Contender.MLLIB_TRANSFORM -> 400,
      Contender.WIDE -> 300,
      Contender.MLLIB_WIDE -> 100,
      Contender.SCAN -> 4000,
      Contender.WIDE_SCAN -> 350
    )
    assert(
      made == "inference model=mlp batch=1024 rows_per_s=9000 ratio_dl4j=3.000 ratio_torch=0.900 " +
        "ratio_mllib=16.000 ratio_mllib_transform=2.000 ratio_mllib_wide=3.000 rows_per_s_min=9000 rows_per_s_max=9000" +
        spread("dl4j", "3000") + spread("torch", "10000") + spread("sigmoid", "8000") + spread(
          "mllib",
          "500"
        ) +
        spread("transform", "800") + spread("mllib_transform", "400") +
        spread("wide", "300") + spread("mllib_wide", "100") + spread("scan", "4000") +
        spread("wide_scan", "350") + " peer=torch-1.13 rounds=5"
    )
  }

  test("what was not measured is absent") {
    val made = line(SampleNetwork.LENET, Contender.OURS -> 9000, Contender.DL4J -> 3000)
    assert(made.contains(" ratio_torch=absent ratio_mllib=absent ratio_mllib_transform=absent "))
    assert(made.contains(spread("torch", "absent") + spread("sigmoid", "absent")))
  }

  test("MLlib knows perceptrons only") {
    SampleNetwork.values.foreach { model =>
      assert(Contender.MLLIB.knows(model) == model.perceptron.isPresent)
      assert(Contender.OURS.knows(model) && Contender.DL4J.knows(model) && Contender.TORCH.knows(model))
    }
  }

  test("MLlib's weights, those of an input side by side, become DL4J's, those of an output side by side") {
    val sizes = Array(2, 3, 4)
    def weight(layer: Int, in: Int, out: Int) = 100.0 * layer + 10 * in + out
    def bias(layer: Int, out: Int) = 1000.0 * layer + out
    val layers = 1 until sizes.length
    val mllib = layers.flatMap { layer =>
      val weights =
        for (in <- 0 until sizes(layer - 1); out <- 0 until sizes(layer)) yield weight(layer, in, out)
      weights ++ (0 until sizes(layer)).map(bias(layer, _))
    }
    val dl4j = layers.flatMap { layer =>
      val weights =
        for (out <- 0 until sizes(layer); in <- 0 until sizes(layer - 1)) yield weight(layer, in, out)
      weights ++ (0 until sizes(layer)).map(bias(layer, _))
    }
    assert(Agreement.translated(mllib.toArray, sizes: _*).toSeq == dl4j.map(_.toFloat))
  }

  test("a replica predicts what DL4J does") {
    assert(Agreement.withPlain(SampleNetwork.TABULAR) <= Agreement.TOLERANCE)
  }

  test("a replica's probabilities sum to 1 in every row, also with MLlib's hidden layers") {
    val rows = 7
    Seq(
      ReplicaPredictor.of(SampleNetwork.TABULAR, rows),
      ReplicaPredictor.ofSigmoid(SampleNetwork.TABULAR, rows)
    )
      .foreach { predictor =>
        predictor.predict()
        val sums = predictor.outputs.grouped(SampleNetwork.TABULAR.classes).map(_.sum).toSeq
        predictor.close()
        assert(sums.size == rows)
        sums.foreach(sum => assert(math.abs(sum - 1) < 1e-6))
      }
  }
}
