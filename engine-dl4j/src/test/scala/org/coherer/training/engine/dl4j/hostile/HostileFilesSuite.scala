package org.coherer.training.engine.dl4j.hostile

import java.nio.charset.StandardCharsets.UTF_8
import org.coherer.testkit.hostile.{HostileReader, HostileRun}
import org.scalatest.funsuite.AnyFunSuite

/** Damaged files end in a right read or a typed error, soon, in a JVM of 512 MB. */
class HostileFilesSuite extends AnyFunSuite {

  private def survives(reader: Class[_ <: HostileReader]): Unit = {
    val lines = HostileRun.fork(reader, 500, 20261129L)
    val said = String.join("\n", lines)
    info(said.take(1000))
    assert(lines.size == 1 && said.contains(" 0 faults"))
  }

  test("hostile: files of Keras")(survives(classOf[KerasFiles]))

  test("hostile: .keras files")(survives(classOf[KerasArchives]))

  test("hostile: texts of Keras")(survives(classOf[KerasTexts]))

  test("hostile: zip files of networks")(survives(classOf[NetworkZips]))

  test("hostile: texts of networks")(survives(classOf[NetworkTexts]))
}
