package org.coherer.testkit.engine

import java.io.{ByteArrayInputStream, ByteArrayOutputStream, IOException}

import org.coherer.training.engine.{Engines, NetworkFile, NetworkImport}
import org.coherer.training.vector.FlatVector
import org.scalatest.funsuite.AnyFunSuite

/** What every engine must do that imports networks. */
trait ImportContract extends AnyFunSuite with WithEngine with WithTolerance with WithMirrors {

  private lazy val importer = Engines.require(engine, classOf[NetworkImport], "initialModelPath")
  private val limit = 1L << 20

  private def imported(bytes: Array[Byte], maxBytes: Long = limit): NetworkFile =
    importer.importNetwork(new ByteArrayInputStream(bytes), maxBytes)

  private def problem(bytes: Array[Byte], maxBytes: Long = limit): String =
    intercept[IOException](imported(bytes, maxBytes)).getMessage

  private lazy val parameters = withReplicaOf(settingsOf(classifier))(_.parameters().toArray)

  private lazy val written = {
    val out = new ByteArrayOutputStream()
    engine.write(new NetworkFile(classifier, FlatVector.of(parameters: _*)), out)
    out.toByteArray
  }

  test("import contract: the engine's own files are read as well") {
    val file = imported(written)
    assert(file.network().engine() == engine.name())
    assert(engine.describe(file.network()) == engine.describe(classifier))
    assertSameBits(file.parameters().toArray, parameters)
  }

  test("import contract: files of an unknown kind are refused with those that are known") {
    Seq("", "secret", "{\"secret\": 1}").foreach { text =>
      val message = problem(text.getBytes("UTF-8"))
      assert(message.startsWith("Cannot import the network: ") && message.contains("(must be "))
      assert(!message.contains("secret"))
    }
  }

  test("import contract: files that are cut off, or beyond the limit, are refused") {
    for (length <- Seq(5, written.length / 2, written.length - 200)) problem(written.take(length))
    problem(written, maxBytes = 8)
  }
}
