package org.coherer.training.engine.dl4j

import java.util.Arrays.asList
import java.util.Collections.singletonList
import java.util.OptionalDouble

import scala.util.Random

import org.coherer.testkit.engine.Row
import org.coherer.training.engine.NetworkShape.Input
import org.coherer.training.engine.PerceptronBuilder.{Activation, Output, Perceptron}
import org.coherer.training.engine.{NetworkSpec, ReplicaSettings}
import org.coherer.training.engine.dl4j.config.NetworkConfiguration
import org.coherer.training.engine.dl4j.execution.{ExecutionPolicy, LayerExecution}
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration
import org.deeplearning4j.nn.graph.ComputationGraph
import org.nd4j.linalg.api.ndarray.INDArray
import org.nd4j.linalg.factory.Nd4j
import org.scalatest.funsuite.AnyFunSuite

/** Perceptrons that take the rows of embeddings beside plain numbers. */
class EmbeddedPerceptronSuite extends AnyFunSuite with WithGradients {

  override val engine = new Dl4jEngine

  private val numbers = 3
  private val tables = asList[Integer](5, 9)
  private val size = Perceptron.EMBEDDING_SIZE

  private def built(first: Int, embeddings: java.util.List[Integer]): NetworkSpec =
    new Dl4jPerceptrons().build(
      new Perceptron(asList(first, 7, classes), Activation.TANH, Output.CLASS).`with`(embeddings)
    )

  private lazy val network = built(numbers + 2 * size, tables)

  /** Rows of two embeddings behind the numbers; of the first, only 0 and 1 are used. */
  private def table(count: Int, seed: Long): Seq[Row] = {
    val random = new Random(seed)
    rows(count, numbers + 2, classes, seed).map { row =>
      val features = row.features.clone()
      features(numbers) = random.nextInt(2).toFloat
      features(numbers + 1) = random.nextInt(9).toFloat
      row.copy(features = features)
    }
  }

  private def inputsOf(some: Seq[Row]): Array[INDArray] = {
    val all = some.map(_.features).toArray
    Array(
      Nd4j.create(all.map(_.take(numbers))),
      Nd4j.create(all.map(_.slice(numbers, numbers + 1))),
      Nd4j.create(all.map(_.drop(numbers + 1)))
    )
  }

  test("the numbers come first, then a row of each embedding") {
    val shape = engine.describe(network)
    assert(
      shape.inputs() == asList(new Input("numbers", 3), new Input("category1", 1), new Input("category2", 1))
    )
    assert(shape.parameterCount() == (5 + 9) * size + (numbers + 2 * size + 1) * 7 + 8 * classes)
    assert(shape.shardingObstacle() == null && shape.outputIsDistribution())
    val alone = engine.describe(built(size, singletonList(6)))
    assert(alone.inputs() == singletonList(new Input("category1", 1)))
    assert(alone.parameterCount() == 6 * size + (size + 1) * 7 + 8 * classes)
  }

  test("our own layers run them, and give the outputs and gradients of DL4J's") {
    val shape = engine.describe(network)
    val adapter = NetworkConfiguration.parse(network, OptionalDouble.empty()).instantiate(3)
    assert(ExecutionPolicy.FASTEST.of(shape, 0, adapter).isInstanceOf[LayerExecution])
    val some = table(6, seed = 2)
    val replica = engine.open(new ReplicaSettings(network, OptionalDouble.empty(), 5, 1))
    try {
      val random = new Random(7)
      val start = Array.fill(shape.parameterCount().toInt)(random.nextGaussian().toFloat * 0.3f)
      start.indices.foreach(i => replica.parameters().set(i.toLong, start(i)))
      replica.forwardBackward(batch(some), First)
      val graph = new ComputationGraph(ComputationGraphConfiguration.fromJson(network.text))
      graph.init()
      graph.setParams(Nd4j.create(start).reshape(1, start.length.toLong))
      graph.setInputs(inputsOf(some): _*)
      graph.setLabels(Nd4j.create(some.map(_.target).toArray))
      graph.computeGradientAndScore()
      assertClose(replica.gradients().toArray, graph.gradient().gradient().dup().data().asFloat(), 1e-5)
      assertClose(
        predict(replica, batch(some)),
        graph.output(inputsOf(some): _*)(0).dup('c').data().asFloat(),
        1e-5
      )
    } finally replica.close()
  }

  test("rows of an embedding start at zero, and those that no row of the data names stay so") {
    val replica = engine.open(new ReplicaSettings(network, OptionalDouble.empty(), 5, 1))
    try {
      val parameters = replica.parameters()
      def zeros = (0 until (5 + 9) * size).count(i => parameters.get(i.toLong) == 0f)
      assert(zeros == (5 + 9) * size)
      for (step <- 1 to 20) {
        replica.forwardBackward(batch(table(32, seed = step)), First)
        for (i <- 0L until parameters.length())
          parameters.set(i, parameters.get(i) - 0.1f * replica.gradients().get(i))
      }
      assert(zeros == 3 * size)
    } finally replica.close()
  }

  test("a first layer that is too small for its embeddings is refused") {
    val refusal = intercept[IllegalArgumentException](built(15, tables)).getMessage
    assert(
      refusal == "Invalid layer sizes [15, 7, 3] (the first must be at least 16, for the embeddings of 2 columns)"
    )
  }
}
