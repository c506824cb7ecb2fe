package org.coherer.testkit.engine

import java.util.Random

import org.coherer.training.engine.NetworkShape.Content
import org.coherer.training.engine.PerceptronBuilder.{Activation, Output}
import org.coherer.training.engine.{NetworkSpec, StepContext}
import org.scalatest.funsuite.AnyFunSuite

/** What every engine must do that builds perceptrons. */
trait PerceptronContract extends AnyFunSuite with WithEngine with WithBatches with WithTolerance {

  private val formulas: Seq[(Activation, Double => Double)] = {
    def sigmoid(x: Double) = 1 / (1 + math.exp(-x))
    def elu(x: Double, alpha: Double) = if (x > 0) x else alpha * (math.exp(x) - 1)
    Seq(
      (Activation.RELU, x => math.max(x, 0)),
      (Activation.SIGMOID, sigmoid),
      (Activation.TANH, x => math.tanh(x)),
      (Activation.LEAKYRELU, x => math.max(x, 0.01 * x)),
      (Activation.ELU, elu(_, 1)),
      (Activation.SELU, x => 1.05070098 * elu(x, 1.67326324)),
      (Activation.GELU, x => x * sigmoid(1.702 * x)),
      (Activation.SWISH, x => x * sigmoid(x)),
      (Activation.MISH, x => x * math.tanh(math.log(1 + math.exp(x))))
    )
  }

  private def network(activation: Activation, output: Output, layers: Int*): NetworkSpec =
    Perceptrons.of(engine, activation, output, layers: _*)

  private def parametersOf(sizes: Int*): Int =
    sizes.zip(sizes.tail).map { case (in, out) => (in + 1) * out }.sum

  /** Rows with targets that an output may have. */
  private def rowsFor(output: Output, outputs: Int): Seq[Row] = {
    val random = new Random(7)
    rows(8, 5, outputs, seed = 2).map { row =>
      output match {
        case Output.CLASS => row
        case Output.VALUES => row.copy(target = row.target.map(_ => random.nextGaussian().toFloat))
        case Output.LABELS => row.copy(target = row.target.map(_ => random.nextInt(2).toFloat))
        case Output.COUNTS => row.copy(target = row.target.map(_ => random.nextInt(6).toFloat))
      }
    }
  }

  /** The loss of a row, by the formula of its outputs. */
  private def lossOf(output: Output, outputs: Seq[Double], targets: Seq[Double]): Double = {
    val losses = outputs.zip(targets).map { case (y, t) =>
      output match {
        case Output.CLASS => -t * math.log(y)
        case Output.VALUES => (y - t) * (y - t) / outputs.length
        case Output.LABELS => -t * math.log(y) - (1 - t) * math.log(1 - y)
        case Output.COUNTS => y - t * math.log(y)
      }
    }
    losses.sum
  }

  test("perceptron contract: every activation and output is described by its sizes, with biases of 0") {
    for (activation <- Activation.values(); output <- Output.values()) {
      val built = network(activation, output, 5, 7, 3)
      val shape = engine.describe(built)
      assert(shape.inputLength() == 5 && shape.outputLength() == 3 && shape.layers().size() == 2)
      assert(shape.parameterCount() == parametersOf(5, 7, 3))
      val content = output match {
        case Output.CLASS => Content.CLASSES
        case Output.VALUES => Content.VALUES
        case Output.LABELS => Content.LABELS
        case Output.COUNTS => Content.COUNTS
      }
      assert(shape.outputIs(content) && shape.outputIsDistribution() == (output == Output.CLASS))
      val start = withReplicaOf(settingsOf(built))(_.parameters().toArray)
      val (weights, biases) = start.indices.partition(i => i < 35 || (i >= 42 && i < 63))
      assert(biases.forall(start(_) == 0f) && weights.forall(start(_) != 0f))
    }
  }

  for (activation <- Activation.values())
    test(s"perceptron contract: ${activation.text()}: a step lowers the loss, which has its formula") {
      for (output <- Output.values(); outputs <- Seq(2, 3)) {
        val some = batch(rowsFor(output, outputs))
        withReplicaOf(settingsOf(network(activation, output, 5, 7, outputs))) { replica =>
          val before = replica.forwardBackward(some, First)
          val found = predict(replica, some).map(_.toDouble).grouped(outputs)
          val wanted = floats(some.targets()).map(_.toDouble).grouped(outputs)
          val expected = found.zip(wanted).map { case (y, t) => lossOf(output, y.toSeq, t.toSeq) }.sum
          assert(math.abs(before - expected) < 1e-5 * math.abs(expected), output)
          replica.optimizer().step(some.weightSum(), First)
          assert(replica.forwardBackward(some, StepContext.at(1, 1)) < before, output)
        }
      }
    }

  for ((activation, formula) <- formulas)
    test(s"perceptron contract: ${activation.text()} has the values and the slopes of its formula") {
      withReplicaOf(settingsOf(network(activation, Output.VALUES, 1, 1, 1))) { replica =>
        replica.parameters().copyFrom(Array(1f, 0f, 1f, 0f))
        for (x <- Seq(-30.0, -4.5, -1.5, -0.75, -0.125, 0.125, 0.75, 1.5, 4.5, 30.0)) {
          val one = batch(Seq(Row(Array(x.toFloat), Array(0f), 1f)))
          val y = formula(x)
          assert(math.abs(predict(replica, one).head - y) <= 1e-6 * math.max(1, math.abs(y)), x)
          replica.forwardBackward(one, First)
          val slope = (formula(x + 1e-5) - formula(x - 1e-5)) / 2e-5
          // The loss is the square of the value, so the first bias has the gradient 2 y slope.
          assert(math.abs(replica.gradients().get(1) - 2 * y * slope) <= 1e-5 * math.max(1, math.abs(y)), x)
        }
      }
    }

  test("perceptron contract: labels and counts that are wrong with certainty have slopes, finite ones") {
    def slope(output: Output, sum: Float, target: Float): Double =
      withReplicaOf(settingsOf(network(Activation.RELU, output, 1, 1))) { replica =>
        replica.parameters().copyFrom(Array(0f, sum))
        val one = batch(Seq(Row(Array(1f), Array(target), 1f)))
        val loss = replica.forwardBackward(one, First)
        assert(!loss.isNaN && !loss.isInfinite, s"loss of $output at $sum")
        replica.gradients().get(1).toDouble
      }
    for (sum <- Seq(12f, 20f, 100f, 1e9f)) {
      assert(math.abs(slope(Output.LABELS, sum, target = 0f) - 1) < 1e-5, sum)
      assert(math.abs(slope(Output.LABELS, -sum, target = 1f) + 1) < 1e-5, sum)
      assert(slope(Output.LABELS, sum, target = 1f).abs < 1e-5, sum)
      assert(math.abs(slope(Output.COUNTS, sum, target = 3f) - (1 - 3 / sum.toDouble)) < 1e-4, sum)
      assert(math.abs(slope(Output.COUNTS, -sum, target = 3f) + 3) < 1e-4, sum)
      assert(slope(Output.COUNTS, -sum, target = 0f).abs < 1e-5, sum)
    }
  }

  test("perceptron contract: equal perceptrons give equal networks, of this engine; others do not") {
    val all =
      for {
        activation <- Activation.values().toSeq
        output <- Output.values()
        layers <- Seq(Seq(5, 7, 3), Seq(5, 8, 3), Seq(5, 7, 7, 3))
      } yield {
        val one = network(activation, output, layers: _*)
        val other = network(activation, output, layers: _*)
        assert(one == other && one.fingerprint() == other.fingerprint() && one.engine() == engine.name())
        one.fingerprint()
      }
    assert(all.distinct.size == all.size)
  }

  test(
    "perceptron contract: without hidden layers it is a linear classifier; one output is enough for others"
  ) {
    val linear = engine.describe(network(Activation.RELU, Output.CLASS, 4, 2))
    assert(linear.parameterCount() == 10 && linear.outputIsDistribution() && linear.layers().size() == 1)
    for (output <- Output.values() if output != Output.CLASS)
      assert(engine.describe(network(Activation.RELU, output, 4, 6, 1)).outputLength() == 1)
  }
}
