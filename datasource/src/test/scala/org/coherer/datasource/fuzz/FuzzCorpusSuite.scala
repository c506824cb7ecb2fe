package org.coherer.datasource.fuzz

import java.io.ByteArrayInputStream
import java.util.zip.ZipInputStream

import org.coherer.datasource.Resources
import org.scalatest.funsuite.AnyFunSuite

/** Runs every reader on the inputs that the fuzzer has found: all that reach something of their own. */
class FuzzCorpusSuite extends AnyFunSuite {

  private def corpus(reader: String): Seq[(String, Array[Byte])] = {
    val zip = new ZipInputStream(new ByteArrayInputStream(Resources.bytes(s"fuzz/$reader.zip")))
    try
      Iterator.continually(zip.getNextEntry).takeWhile(_ != null).map(_.getName -> zip.readAllBytes()).toList
    finally zip.close()
  }

  for (reader <- FuzzTarget.READERS.toArray(Array[String]()).toSeq) {
    test(s"$reader: what the fuzzer has found is read or refused") {
      val target = new FuzzTarget(reader)
      val inputs = corpus(reader)
      info(s"${inputs.size} inputs")
      assert(inputs.size >= 20)
      for ((name, input) <- inputs) withClue(name)(target.run(input))
    }
  }
}
