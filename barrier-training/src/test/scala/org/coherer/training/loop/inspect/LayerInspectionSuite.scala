package org.coherer.training.loop.inspect

import java.util.{ArrayList, Collections, OptionalDouble}

import org.coherer.training.engine.NetworkShape.{Input, LayerInfo, Output}
import org.coherer.training.engine.{Engines, NetworkShape, NetworkSpec, ReplicaSettings}
import org.coherer.training.event.TensorStatistics
import org.coherer.training.event.TensorStatistics.Kind
import org.scalatest.funsuite.AnyFunSuite

class LayerInspectionSuite extends AnyFunSuite {

  private val spec =
    new NetworkSpec("staged", "staged; layers=6,100,3; hidden=tanh; output=softmax; optimizer=sgd; rate=0.1")

  private def shape(layers: LayerInfo*): NetworkShape = {
    val all = new ArrayList[LayerInfo]()
    layers.foreach(layer => all.add(layer))
    new NetworkShape(
      Collections.singletonList(new Input("input", 6)),
      Collections.singletonList(new Output("output", 3)),
      layers.map(_.parameters()).sum,
      all,
      null
    )
  }

  private def layer(name: String, parameters: Long) = new LayerInfo(name, "Dense", "1", parameters)

  /** The inspection of a network of 1003 parameters, and what it finds if these are 0, 1, 2 and so on. */
  private def inspected(layers: LayerInfo*): (LayerInspection, Seq[TensorStatistics]) = {
    val replica = Engines.named("staged").open(new ReplicaSettings(spec, OptionalDouble.empty(), 1, 1))
    try {
      val values = replica.parameters().host()
      (0L until values.length()).foreach(i => values.set(i, i.toFloat))
      val inspection = new LayerInspection(shape(layers: _*), replica)
      inspection -> inspection.of(Kind.WEIGHTS, values, 1).toArray(Array[TensorStatistics]()).toSeq
    } finally replica.close()
  }

  test("layers lie one behind the other; those without parameters are not among them") {
    val (inspection, found) = inspected(layer("a", 3), layer("pool", 0), layer("b", 1000))
    assert(inspection.layers() == 2 && found.map(_.layer()) == Seq("a", "b"))
    assert(found.map(_.values()) == Seq(3L, 1000L))
    assert(found.map(_.moments().min()) == Seq(0.0, 3.0) && found.map(_.moments().max()) == Seq(2.0, 1002.0))
  }

  test("of many layers the first are told of, of a long name its beginning") {
    val (inspection, found) =
      inspected((0 until 600).map(i => layer("n" * 300 + i, 1)) :+ layer("last", 403): _*)
    assert(inspection.layers() == 601 && found.size == 500)
    assert(found.forall(_.layer() == "n" * 200 + "...") && found(499).moments().max() == 499)
  }
}
