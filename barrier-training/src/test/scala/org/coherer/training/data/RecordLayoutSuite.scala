package org.coherer.training.data

import org.coherer.training.encoding.TargetEncoding
import java.util.Arrays.asList
import java.util.Collections.emptyList

import org.coherer.training.engine.NetworkShape
import org.coherer.training.engine.NetworkShape.Content
import org.coherer.training.engine.NetworkShape.Input
import org.coherer.training.engine.NetworkShape.Output
import org.scalatest.funsuite.AnyFunSuite

class RecordLayoutSuite extends AnyFunSuite {

  private val network = new NetworkShape(
    asList(new Input("wide", 4), new Input("deep", 2)),
    asList(new Output("kind", 3, Content.CLASSES), new Output("size", 2), new Output("sign", 1)),
    10,
    emptyList(),
    null
  )

  private def joined(size: Int): TargetEncoding = new TargetEncoding.Joined(
    asList[TargetEncoding](
      new TargetEncoding.ClassIndex(3),
      new TargetEncoding.Values(size),
      new TargetEncoding.Values(1)
    )
  )

  private def misfit(features: Int, target: TargetEncoding): String =
    intercept[IllegalArgumentException](new RecordLayout(features, target).checkFits(network)).getMessage

  test("a layout with features for all inputs and a target for each output fits") {
    new RecordLayout(6, joined(2)).checkFits(network)
  }

  test("a layout whose features or targets do not fit the network is refused") {
    assert(misfit(5, joined(2)) == "Cannot train on rows of 5 values (the network takes 6)")
    assert(
      misfit(6, new TargetEncoding.Values(6)) == "Cannot train with 1 target (the network has 3 outputs)"
    )
    assert(misfit(6, joined(3)) == "Cannot compare output 'size' with a target of 3 values (it has 2)")
  }
}
