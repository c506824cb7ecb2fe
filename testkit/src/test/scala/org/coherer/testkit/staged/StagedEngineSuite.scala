package org.coherer.testkit.staged

import java.io.{ByteArrayInputStream, ByteArrayOutputStream, IOException}
import java.util.OptionalDouble

import org.coherer.testkit.engine.{EngineContract, InputGradientContract, PerceptronContract, Perceptrons}
import org.coherer.training.engine.{Engine, NetworkFile, NetworkSpec, OptimizerState, ReplicaSettings}
import org.coherer.training.vector.{FlatVector, PackedVector}

class StagedEngineSuite extends EngineContract with PerceptronContract with InputGradientContract {
  override def engine: Engine = new StagedEngine
  override def classifier: NetworkSpec = Perceptrons.classifier("staged", 5, 7, 3)

  private val text = "staged; layers=3,2; hidden=tanh; output=identity; optimizer=adam; rate=0.5"
  private val network = new NetworkSpec("staged", text)
  private val parameters = FlatVector.of((1 to 8).map(_ / 8f): _*)

  private def written(file: NetworkFile): Array[Byte] = {
    val out = new ByteArrayOutputStream
    engine.write(file, out)
    out.toByteArray
  }

  private def read(bytes: Array[Byte], most: Long = 1000) =
    engine.read(new ByteArrayInputStream(bytes), most)

  test("staged: the host sees nothing of the engine's memory until it pulls") {
    val replica = engine.open(new ReplicaSettings(network, OptionalDouble.empty(), 1, 1))
    val (mirror, state) = (replica.parameters(), replica.optimizer().state())
    assert(mirror.host().toArray.forall(_.isNaN))
    val start = mirror.toArray
    assert(start.forall(!_.isNaN))
    mirror.host().fill(3)
    mirror.pull()
    assertSameBits(mirror.host().toArray, start)
    val some = batch(rows(4, 3, 2, seed = 2))
    replica.forwardBackward(some, First)
    assert(replica.gradients().host().toArray.forall(_.isNaN))
    replica.optimizer().step(4, First)
    assert(mirror.host().toArray.forall(_.isNaN) && state.host().toArray.forall(_.isNaN))
    replica.close()
  }

  test("staged: a network of values has the mean squared error as its loss") {
    val replica = engine.open(new ReplicaSettings(network, OptionalDouble.empty(), 1, 1))
    val some = batch(rows(4, 3, 2, seed = 2).zipWithIndex.map { case (row, i) => row.weighing(1f + i) })
    val found = predict(replica, some)
    val expected = (0 until 4).map { row =>
      val errors = (0 until 2).map(i => found(row * 2 + i).toDouble - some.targets().get(row * 2 + i))
      (1 + row) * errors.map(e => e * e).sum / 2
    }.sum
    assert(math.abs(replica.forwardBackward(some, First) - expected) < 1e-6 * expected)
    replica.close()
  }

  test("staged: a file holds the text, the parameters and the optimizer's state") {
    val state = new OptimizerState(new PackedVector(FlatVector.of((1 to 16).map(_.toFloat): _*)), 7, 2)
    for (kept <- Seq(null, state)) {
      val file = read(written(new NetworkFile(network, parameters, kept)))
      assert(file.network() == network)
      assertSameBits(file.parameters().toArray, parameters.toArray)
      assert((file.optimizerState() == null) == (kept == null))
      Option(file.optimizerState()).foreach { found =>
        assert(found.steps() == 7 && found.epochs() == 2)
        assertSameBits(found.values().unpack().toArray, state.values().unpack().toArray)
      }
    }
  }

  test("staged: a file that is cut, foreign or too large is refused") {
    val bytes = written(new NetworkFile(network, parameters))
    def message(bytes: Array[Byte], most: Long = 1000) =
      intercept[IOException](read(bytes, most)).getMessage
    for (length <- Seq(0, 3, 20, bytes.length - 1))
      assert(message(bytes.take(length)) == "Cannot read the network: its file ends too early")
    assert(message(bytes.reverse) == "Cannot read the network: it is no file of the staged engine")
    assert(
      message(bytes, 31) ==
        "Cannot read the network: it has 8 numbers in one part (at most 31 bytes are allowed)"
    )
    assert(
      intercept[IllegalArgumentException](
        written(new NetworkFile(network, FlatVector.allocate(9)))
      ).getMessage == "Cannot write a network with 9 parameters (its description has 8)"
    )
  }
}
