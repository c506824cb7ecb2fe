package org.coherer.training.engine

import java.util.Arrays.asList

import org.coherer.training.engine.PerceptronBuilder.{Activation, Output, Perceptron}
import org.scalatest.funsuite.AnyFunSuite

class PerceptronSuite extends AnyFunSuite {

  private def problem(body: => Any): String = intercept[IllegalArgumentException](body).getMessage

  test("impossible sizes of layers are refused with all of them") {
    for (output <- Output.values(); sizes <- Seq(Seq(), Seq(3), Seq(3, 0, 2), Seq(-1, 2))) {
      val message = problem(Perceptron.of(Activation.RELU, output, sizes: _*))
      val classes = if (output == Output.CLASS) ", at least 2 outputs)" else ")"
      assert(
        message == s"Invalid layer sizes ${sizes.mkString("[", ", ", "]")} (must be at least an input and an" +
          s" output, all above 0$classes"
      )
    }
    assert(
      problem(Perceptron.of(Activation.TANH, Output.CLASS, 3, 1)).startsWith("Invalid layer sizes [3, 1] ")
    )
    for (output <- Output.values() if output != Output.CLASS)
      assert(Perceptron.of(Activation.TANH, output, 3, 1).layers() == asList(3, 1))
  }

  test("perceptrons of the same sizes, activation and output are equal, whoever keeps the list") {
    val sizes = asList[Integer](3, 2)
    val perceptron = new Perceptron(sizes, Activation.ELU, Output.VALUES)
    sizes.set(0, 9)
    assert(perceptron == Perceptron.of(Activation.ELU, Output.VALUES, 3, 2))
  }

  test("an activation has a name, and one without is refused with all names") {
    for (activation <- Activation.values()) assert(Activation.named(activation.text()) == activation)
    for (name <- Seq("Relu", "RELU", "softmax", " relu", ""))
      assert(
        problem(
          Activation.named(name)
        ) == s"Unknown activation '$name' (must be one of relu, sigmoid, tanh," +
          " leakyrelu, elu, selu, gelu, swish, mish)"
      )
  }
}
