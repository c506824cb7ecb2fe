package org.coherer.training.engine.dl4j

import java.io.{ByteArrayInputStream, ByteArrayOutputStream}
import java.nio.charset.StandardCharsets.UTF_8
import java.util.OptionalDouble
import org.coherer.testkit.engine.{Row, WithBatches, WithTolerance}
import org.coherer.training.engine.dl4j.execution.ExecutionPolicy
import org.coherer.training.engine.dl4j.keras.WithKerasNetworks
import org.coherer.training.engine.{
  NetworkFile,
  NetworkImport,
  NetworkSpec,
  Replica,
  ReplicaSettings,
  StepContext
}
import org.scalatest.funsuite.AnyFunSuite

/** Eleven networks of Keras 3, as .keras files, as HDF5 and as JSON: outputs, training, and new starts. */
class KerasNetworksSuite
    extends AnyFunSuite
    with WithKerasNetworks
    with WithNetworks
    with WithBatches
    with WithTolerance {

  private val engines = Seq(new Dl4jEngine, new Dl4jEngine(ExecutionPolicy.DL4J))
  private val importer = engines.head.capability(classOf[NetworkImport]).get

  private def imported(file: Array[Byte]): NetworkFile =
    importer.importNetwork(new ByteArrayInputStream(file), 1L << 20)

  private def opened[A](network: NetworkSpec, engine: Dl4jEngine)(use: Replica => A): A = {
    val replica = engine.open(new ReplicaSettings(network, OptionalDouble.empty(), 3, 1))
    try use(replica)
    finally replica.close()
  }

  private def rows(of: KerasNetwork): Seq[Row] =
    of.lines.map(line => Row(line.inputs, line.targets, 1f))

  private def train(replica: Replica, of: KerasNetwork, steps: Int): Seq[Double] = {
    val filled = batch(rows(of))
    (0 until steps).map { step =>
      val context = StepContext.at(step.toLong, 1).withSeed(step.toLong)
      val loss = replica.forwardBackward(filled, context)
      replica.optimizer().step(filled.weightSum(), context)
      loss
    }
  }

  networks.foreach { network =>
    Seq("keras", "h5").foreach { format =>
      test(s"networks: ${network.name}.$format computes what Keras computes, before training and after") {
        val file = imported(network.file(format))
        engines.zip(Seq("ours", "DL4J")).foreach { case (engine, name) =>
          opened(file.network(), engine) { replica =>
            replica.parameters().copyFrom(file.parameters())
            val expected = network.lines.flatMap(_.outputs).toArray
            withClue(s"$name, before training: ")(
              assertClose(predict(replica, batch(rows(network))), expected, 1e-5)
            )
            if (network.isTrained) {
              train(replica, network, 3)
              val after = network.lines.flatMap(_.trained).toArray
              withClue(s"$name, after training: ")(
                assertClose(predict(replica, batch(rows(network))), after, 2e-5)
              )
            }
          }
        }
      }
    }

    test(s"networks: ${network.name}.keras and ${network.name}.h5 are the same network") {
      val Seq(one, other) = Seq("keras", "h5").map(format => imported(network.file(format)))
      assert(one.network() == other.network())
      assertSameBits(one.parameters().toArray, other.parameters().toArray)
    }

    test(s"networks: ${network.name}.keras is a file of DL4J's once it is written") {
      val file = imported(network.file("keras"))
      val out = new ByteArrayOutputStream
      engines.head.write(file, out)
      val again = imported(out.toByteArray)
      assert(again.network() == file.network())
      assertSameBits(again.parameters().toArray, file.parameters().toArray)
    }

    if (network.name != "regression")
      test(s"networks: ${network.name}.json is the network of the file, and learns from a new start") {
        val json = new String(network.file("json"), UTF_8)
        val spec = importer.importText(json)
        val shape = engines.head.describe(spec)
        val ofFile = engines.head.describe(imported(network.file("keras")).network())
        assert(shape.inputs() == ofFile.inputs() && shape.outputs() == ofFile.outputs())
        assert(shape.layers() == ofFile.layers())
        opened(spec, engines.head) { replica =>
          val losses = train(replica, network, 30)
          assert(losses.forall(loss => !loss.isNaN) && losses.takeRight(5).sum < losses.take(5).sum)
        }
      }
  }
}
