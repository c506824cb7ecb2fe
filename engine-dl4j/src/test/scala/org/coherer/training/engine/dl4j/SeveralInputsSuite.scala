package org.coherer.training.engine.dl4j

import java.util.Arrays.asList
import java.util.OptionalDouble

import org.coherer.testkit.engine.{Row, WithAnnouncements, WithBatches, WithTolerance}
import org.coherer.training.engine.NetworkShape.Content
import org.coherer.training.engine.NetworkShape.Input
import org.coherer.training.engine.NetworkShape.LayerInfo
import org.coherer.training.engine.NetworkShape.Output
import org.coherer.training.engine.dl4j.config.NetworkConfiguration
import org.coherer.training.engine.dl4j.execution.{ExecutionPolicy, LayerExecution}
import org.coherer.training.engine.{NetworkEdit, NetworkEditing, Replica, ReplicaSettings}
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration
import org.deeplearning4j.nn.graph.ComputationGraph
import org.nd4j.linalg.api.buffer.DataType
import org.nd4j.linalg.api.ndarray.INDArray
import org.nd4j.linalg.factory.Nd4j
import org.scalatest.funsuite.AnyFunSuite

/** Several inputs, one behind the other in each row, and several outputs likewise. */
class SeveralInputsSuite
    extends AnyFunSuite
    with WithNetworks
    with WithBatches
    with WithTolerance
    with WithAnnouncements {

  private val network = twoByThree(settings())
  private val shape = new Dl4jEngine().describe(network)

  private def some(count: Int): Seq[Row] =
    rows(count, shape.inputLength(), shape.outputLength(), seed = 5).map(asTargets)

  private def withReplica[A](policy: ExecutionPolicy)(body: Replica => A): A = {
    val replica = new Dl4jEngine(policy).open(new ReplicaSettings(network, OptionalDouble.empty(), 3, 1))
    try body(replica)
    finally replica.close()
  }

  /** The outputs that plain DL4J computes with some parameters, one behind the other. */
  private def plain(parameters: Array[Float], rows: Seq[Row]): Array[Float] = {
    val graph = new ComputationGraph(ComputationGraphConfiguration.fromJson(network.text))
    graph.init(Nd4j.create(parameters).reshape(1, parameters.length.toLong), true)
    val features = columns(Nd4j.create(rows.map(_.features).toArray), shape.inputs())
    val outputs: Array[INDArray] = graph.output(features: _*)
    Nd4j.hstack(outputs: _*).dup('c').data().asFloat()
  }

  /** Cross-entropy, the mean square of two values, and cross-entropy of yes and no. */
  private def loss(output: Array[Float], target: Array[Float]): Double = {
    val kind = -math.log(output(target.take(classes).indexOf(1f)).toDouble)
    val size = (3 to 4).map(i => math.pow(output(i).toDouble - target(i), 2)).sum / 2
    val sign = -math.log(if (target(5) == 1f) output(5).toDouble else 1.0 - output(5))
    kind + size + sign
  }

  test("several inputs: several inputs and outputs, in the order of the graph") {
    assert(shape.inputs() == asList(new Input("left", 4), new Input("right", 2)))
    assert(
      shape.outputs() == asList(
        new Output("kind", 3, Content.CLASSES),
        new Output("size", 2),
        new Output("sign", 1, Content.LABELS)
      )
    )
    assert(shape.inputLength() == 6 && shape.outputLength() == 6 && !shape.outputIsDistribution())
    val layers = shape.layers()
    assert(layers.get(2).`type`() == "MergeVertex" && layers.get(2).outputShape() == "8")
    val last = layers.get(layers.size() - 1)
    assert(last == new LayerInfo("sign", "LossLayer", "1", 0, last.inputs()) && last.inputs().size() == 1)
    assert(layers.get(2).inputs() == asList(layers.get(0).name(), layers.get(1).name()))
    assert(shape.parameterCount() == 5 * 5 + 3 * 3 + 9 * 7 + 8 * 3 + 8 * 2 + 8)
  }

  test("several inputs: an input that is put beside a dense layer is as long as what is left") {
    assert(
      new Dl4jEngine().describe(wideAndDeep(settings())).inputs() ==
        asList(new Input("wide", 4), new Input("deep", 2))
    )
  }

  test("several inputs: one loss for several outputs is refused") {
    val editing = new Dl4jEngine().capability(classOf[NetworkEditing]).get
    val edit = NetworkEdit.NONE.withLoss("meanSquaredError")
    assert(
      intercept[IllegalArgumentException](editing.edit(network, edit)).getMessage ==
        "Cannot replace the loss of a network with 3 outputs (must have exactly one; each output layer " +
        "names its own loss)"
    )
  }

  test("several inputs: networks of plain layers run on layers of our own") {
    val adapter = NetworkConfiguration.parse(network, OptionalDouble.empty()).instantiate(3)
    assert(ExecutionPolicy.FASTEST.of(shape, 0, adapter).isInstanceOf[LayerExecution])
  }

  ExecutionPolicy.values().foreach { policy =>
    for (count <- Seq(1, 7)) {
      test(
        s"several inputs: outputs of $count rows are those of plain DL4J, one behind the other, by $policy"
      ) {
        withReplica(policy) { replica =>
          val expected = plain(replica.parameters().toArray, some(count))
          assertClose(predict(replica, batch(some(count))), expected, 1e-5)
        }
      }
    }

    test(s"several inputs: a prediction goes to buffers on the heap too, by $policy") {
      withReplica(policy) { replica =>
        val filled = batch(some(5))
        val heap = java.nio.FloatBuffer.allocate(5 * shape.outputLength())
        replica.predict(filled.features(), 5, heap)
        assertClose(heap.array(), predict(replica, filled), 1e-6)
      }
    }

    test(s"several inputs: the loss is the sum over rows of weight x the losses of all outputs, by $policy") {
      withReplica(policy) { replica =>
        val weighted = some(7).zipWithIndex.map { case (row, i) => row.weighing(0.5f * i) }
        val outputs = direct(7 * shape.outputLength())
        val found = replica.evaluate(batch(weighted), outputs)
        val each = floats(outputs).grouped(shape.outputLength()).toSeq
        assertClose(floats(outputs), plain(replica.parameters().toArray, weighted), 1e-5)
        val expected = weighted.zip(each).map { case (row, out) => row.weight * loss(out, row.target) }.sum
        assert(math.abs(found - expected) < 1e-5 * expected)
        assert(math.abs(replica.forwardBackward(batch(weighted), First) - expected) < 1e-5 * expected)
      }
    }

    test(s"several inputs: a row of weight 2 counts as two rows, one of weight 0 as none, by $policy") {
      withReplica(policy) { replica =>
        val three = some(3)
        replica.forwardBackward(batch(Seq(three(0).weighing(2), three(1).weighing(0), three(2))), First)
        val weighted = replica.gradients().toArray
        replica.forwardBackward(batch(Seq(three(0), three(0), three(2))), First)
        assertClose(weighted, replica.gradients().toArray, 1e-5)
      }
    }
  }

  ExecutionPolicy.values().foreach { policy =>
    test(s"several inputs: gradients are announced when they are final, by $policy") {
      withReplica(policy)(replica => assertFinal(announced(replica, batch(some(6))), replica))
    }
  }

  test("several inputs: a network of 64-bit floats gives the same outputs, but for rounding") {
    val doubles = twoByThree(settings().dataType(DataType.DOUBLE))
    val replica = new Dl4jEngine().open(new ReplicaSettings(doubles, OptionalDouble.empty(), 3, 1))
    try {
      val filled = batch(some(5))
      val expected = withReplica(ExecutionPolicy.DL4J) { single =>
        single.forwardBackward(filled, First)
        (predict(single, filled), single.gradients().toArray)
      }
      replica.forwardBackward(filled, First)
      assertClose(predict(replica, filled), expected._1, 1e-5)
      assertClose(replica.gradients().toArray, expected._2, 1e-5)
    } finally replica.close()
  }

  test("several inputs: both ways of running them give the same gradients") {
    val found = ExecutionPolicy.values().toSeq.map { policy =>
      withReplica(policy) { replica =>
        replica.forwardBackward(batch(some(9)), First)
        replica.gradients().toArray
      }
    }
    assertClose(found(1), found(0), 1e-5)
  }
}
