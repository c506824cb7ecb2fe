package org.coherer.training.engine.dl4j

import java.util.OptionalDouble

import scala.collection.mutable.ArrayBuffer
import scala.util.Random

import org.coherer.testkit.engine.{Row, WithBatches, WithTolerance}
import org.coherer.training.engine.dl4j.config.NetworkConfiguration
import org.coherer.training.engine.dl4j.execution.{ExecutionPolicy, LayerExecution}
import org.coherer.training.engine.{Batch, NetworkSpec, Replica, ReplicaSettings}
import org.deeplearning4j.nn.conf.{ComputationGraphConfiguration, MultiLayerConfiguration}
import org.deeplearning4j.nn.graph.ComputationGraph
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork
import org.nd4j.linalg.factory.Nd4j

/** Holds gradients against those of DL4J's own loops, and against the slope of the loss. */
trait WithGradients extends WithNetworks with WithBatches with WithTolerance {

  private val batchRows = 4

  def engine: Dl4jEngine

  def withReplica(
      network: NetworkSpec,
      data: Row => Row
  )(body: (Replica, Batch, Seq[Row]) => Unit): Unit = {
    val shape = engine.describe(network)
    val some = rows(batchRows, shape.inputLength(), shape.outputLength(), seed = 11).map(data)
    val replica = engine.open(new ReplicaSettings(network, OptionalDouble.empty(), 5, 1))
    try body(replica, batch(some), some)
    finally replica.close()
  }

  def plainGradient(network: NetworkSpec, parameters: Array[Float], some: Seq[Row]): Array[Float] = {
    val start = Nd4j.create(parameters).reshape(1, parameters.length.toLong)
    val features = Nd4j.create(some.map(_.features).toArray)
    val targets = Nd4j.create(some.map(_.target).toArray)
    if (network.text.contains("\"vertices\"")) {
      val model = new ComputationGraph(ComputationGraphConfiguration.fromJson(network.text))
      model.init()
      model.setParams(start)
      model.setInput(0, features)
      model.setLabels(targets)
      model.computeGradientAndScore()
      model.gradient().gradient().dup().data().asFloat()
    } else {
      val model = new MultiLayerNetwork(MultiLayerConfiguration.fromJson(network.text))
      model.init()
      model.setParams(start)
      model.setInput(features)
      model.setLabels(targets)
      model.computeGradientAndScore()
      model.gradient().gradient().dup().data().asFloat()
    }
  }

  /** The slope of the loss in a random direction, by central differences, against the gradient's. */
  private def assertSlope(
      replica: Replica,
      batch: Batch,
      step: Double,
      tolerance: Double,
      along: Array[Boolean] = Array.empty
  ): Unit = {
    val start = replica.parameters().toArray
    val gradient = replica.gradients().toArray
    val random = new Random(3)
    val direction = Array.tabulate(start.length) { i =>
      val length = random.nextGaussian().toFloat
      if (along.isEmpty || along(i)) length else 0f
    }
    def lossAt(distance: Double): Double = {
      start.indices.foreach(i =>
        replica.parameters().set(i.toLong, (start(i) + distance * direction(i)).toFloat)
      )
      replica.forwardBackward(batch, First)
    }
    val measured = (lossAt(step) - lossAt(-step)) / (2 * step)
    val expected = gradient.indices.map(i => gradient(i).toDouble * direction(i)).sum
    assert(
      math.abs(measured - expected) < tolerance * math.max(1, math.abs(expected)),
      s"$measured, not $expected"
    )
  }

  /** @param step
    *   smaller where the loss has kinks, though what is measured is then less exact
    */
  def assertGradients(
      network: NetworkSpec,
      step: Double = 1e-3,
      tolerance: Double = 0.02,
      data: Row => Row = identity
  ): Unit =
    withReplica(network, data) { (replica, batch, some) =>
      val plain = plainGradient(network, replica.parameters().toArray, some)
      replica.forwardBackward(batch, First)
      assertClose(replica.gradients().toArray, plain, 1e-5)
      assertSlope(replica, batch, step, tolerance)
    }

  /** The gradients, and what is told of tracked values, are those of DL4J. */
  def assertLikeDl4j(network: NetworkSpec): Unit = withReplica(network, identity) { (replica, batch, some) =>
    val plain = plainGradient(network, replica.parameters().toArray, some)
    // Tracked values come multiplied by the rows.
    replica.forwardBackward(batch, First)
    val tracked = trackedOf(network)
    val found = replica.gradients().toArray.zip(tracked).map { case (value, isTracked) =>
      if (isTracked) value / batchRows else value
    }
    assertClose(found, plain, 1e-5)
  }

  /** Checks the slope in a direction that leaves some parameters of all layers as they are. */
  def checkedBut(network: NetworkSpec, names: Seq[String], data: Row => Row = identity): Unit =
    withReplica(network, data) { (replica, batch, _) =>
      assert(runsOnOurLayers(network))
      replica.forwardBackward(batch, First)
      assertSlope(replica, batch, 1e-3, 0.02, placesOf(network, name => names.contains(name)).map(!_))
    }

  def trackedOf(network: NetworkSpec): Array[Boolean] =
    placesOf(network, Set("mean", "var", "log10stdev").contains)

  /** For each parameter, whether its name is one of some. */
  private def placesOf(network: NetworkSpec, isOne: String => Boolean): Array[Boolean] = {
    val adapter = NetworkConfiguration.parse(network, OptionalDouble.empty()).instantiate(1)
    val places = ArrayBuffer.empty[Boolean]
    adapter.trainables().forEach { (_, layer) =>
      layer.paramTable(false).forEach { (name, values) =>
        (1L to values.length()).foreach(_ => places += isOne(name))
      }
    }
    places.toArray
  }

  def runsOnOurLayers(network: NetworkSpec): Boolean = {
    val parsed = NetworkConfiguration.parse(network, OptionalDouble.empty())
    val shape = parsed.shape()
    val adapter = parsed.instantiate(1)
    val execution = ExecutionPolicy.FASTEST.of(shape, 0, adapter)
    try execution.isInstanceOf[LayerExecution]
    finally execution.close()
  }
}
