package org.coherer.training.engine.dl4j.keras

import java.nio.charset.StandardCharsets.UTF_8
import java.util.zip.ZipInputStream

/** The networks of make_networks.py. */
trait WithKerasNetworks {

  /** A row: what Keras is given, what it computes, what it is to learn, and what it computes then. */
  case class KerasLine(
      inputs: Array[Float],
      outputs: Array[Float],
      targets: Array[Float],
      trained: Array[Float]
  )

  /** A network with its files, by their suffixes. */
  case class KerasNetwork(name: String, files: Map[String, Array[Byte]]) {

    def file(format: String): Array[Byte] = files(format)

    lazy val lines: Seq[KerasLine] = {
      def floats(text: String) = text.split(',').filter(_.nonEmpty).map(_.toFloat)
      new String(file("csv"), UTF_8).split('\n').toList.map { line =>
        val parts = line.split(";", -1).map(floats)
        KerasLine(parts(0), parts(1), parts(2), parts(3))
      }
    }

    def isTrained: Boolean = lines.head.trained.nonEmpty
  }

  protected lazy val networks: Seq[KerasNetwork] = {
    val zip = new ZipInputStream(classOf[KerasImport].getResourceAsStream("networks.zip"))
    val files =
      try
        Iterator
          .continually(zip.getNextEntry)
          .takeWhile(_ != null)
          .map(entry => entry.getName -> zip.readAllBytes())
          .toList
      finally zip.close()
    files.map(_._1.takeWhile(_ != '.')).distinct.map { name =>
      KerasNetwork(
        name,
        files.collect {
          case (file, bytes) if file.takeWhile(_ != '.') == name =>
            file.dropWhile(_ != '.').drop(1) -> bytes
        }.toMap
      )
    }
  }
}
