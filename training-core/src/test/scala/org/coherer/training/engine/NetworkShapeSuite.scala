package org.coherer.training.engine

import java.util.Collections

import org.coherer.training.engine.NetworkShape.{Input, LayerInfo, Output}
import org.scalatest.funsuite.AnyFunSuite

class NetworkShapeSuite extends AnyFunSuite {

  private def shape(lengths: Int*): NetworkShape = {
    val inputs = lengths.zipWithIndex.map { case (length, i) => new Input(s"in$i", length) }
    new NetworkShape(
      java.util.Arrays.asList(inputs: _*),
      Collections.singletonList(new Output("out", 1)),
      1,
      Collections.emptyList[LayerInfo](),
      null
    )
  }

  test("shape: the last values of a row, by the inputs that have them") {
    val several = shape(4, 1, 3)
    val expected = Seq(
      0 -> Seq(0, 0, 0),
      2 -> Seq(0, 0, 2),
      3 -> Seq(0, 0, 3),
      4 -> Seq(0, 1, 3),
      6 -> Seq(2, 1, 3),
      8 -> Seq(4, 1, 3)
    )
    expected.foreach { case (count, found) => assert(several.lastOfInputs(count).toSeq == found) }
    assert(shape(5).lastOfInputs(2).toSeq == Seq(2))
  }

  test("shape: more or fewer values than a row has are refused") {
    for (count <- Seq(-1, 9))
      assert(
        intercept[IllegalArgumentException](shape(4, 1, 3).lastOfInputs(count)).getMessage ==
          s"Invalid number of inputs with gradients $count (must be from 0 to 8, the numbers that the network " +
          "takes)"
      )
  }

  test("layer: it keeps nothing beside its output unless it says so, and never less than nothing") {
    val from = Collections.singletonList("in")
    val layer = new LayerInfo("a", "LSTM", "8 x 3", 10, from)
    assert(layer == new LayerInfo("a", "LSTM", "8 x 3", 10, from, 0) && layer.kept == 0)
    assert(
      intercept[IllegalArgumentException](new LayerInfo("a", "LSTM", "8 x 3", 10, from, -1)).getMessage ==
        "Invalid number of floats -1 that layer 'a' keeps for a row (must not be negative)"
    )
  }
}
