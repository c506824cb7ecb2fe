package org.coherer.testkit.engine

import org.coherer.training.engine.{Engines, NetworkSpec, PerceptronBuilder}
import org.scalatest.funsuite.AnyFunSuite

/** What every engine must do that builds perceptrons. */
trait PerceptronContract extends AnyFunSuite with WithEngine {

  private lazy val builder = Engines.require(engine, classOf[PerceptronBuilder], "layers")

  private def parametersOf(sizes: Int*): Int =
    sizes.zip(sizes.tail).map { case (in, out) => (in + 1) * out }.sum

  test("perceptron contract: a classifier is described by its sizes") {
    val shape = engine.describe(builder.classifier(5, 7, 3))
    assert(shape.inputLength() == 5 && shape.outputLength() == 3)
    assert(shape.outputIsDistribution() && shape.parameterCount() == parametersOf(5, 7, 3))
  }

  test("perceptron contract: equal sizes give equal networks, of this engine") {
    val network = builder.classifier(5, 7, 3)
    assert(builder.classifier(5, 7, 3) == network && network.engine() == engine.name())
    assert(builder.classifier(5, 7, 3).fingerprint() == network.fingerprint())
    assert(builder.classifier(5, 8, 3).fingerprint() != network.fingerprint())
    assert(builder.regressor(5, 7, 3) == builder.regressor(5, 7, 3))
    assert(builder.regressor(5, 7, 3) != network)
  }

  test("perceptron contract: without hidden layers it is a linear classifier") {
    val linear = engine.describe(builder.classifier(4, 2))
    assert(linear.inputLength() == 4 && linear.outputLength() == 2 && linear.parameterCount() == 10)
    assert(linear.outputIsDistribution() && linear.layers().size() == 1)
  }

  test("perceptron contract: a regressor predicts one number or several") {
    for (outputs <- Seq(1, 2)) {
      val shape = engine.describe(builder.regressor(4, 6, outputs))
      assert(shape.outputLength() == outputs && !shape.outputIsDistribution())
      assert(shape.parameterCount() == parametersOf(4, 6, outputs))
    }
  }

  test("perceptron contract: impossible layer sizes are refused") {
    def refused(build: Array[Int] => NetworkSpec, sizes: Array[Int]): Unit = {
      val error = intercept[IllegalArgumentException](build(sizes))
      assert(error.getMessage.startsWith(s"Invalid layer sizes ${sizes.mkString("[", ", ", "]")}"))
    }
    Seq(Array[Int](), Array(3), Array(3, 0, 2)).foreach { sizes =>
      refused(some => builder.classifier(some: _*), sizes)
      refused(some => builder.regressor(some: _*), sizes)
    }
    refused(some => builder.classifier(some: _*), Array(3, 1))
  }
}
