package org.coherer.datasource.idx

import java.io.{ByteArrayOutputStream, DataOutputStream}
import java.nio.file.Path

import scala.util.Random

import org.apache.spark.sql.DataFrame
import org.coherer.datasource.WithFiles
import org.coherer.testkit.WithSpark
import org.scalatest.Suite

/** Writes IDX files of every element type, and reads them with Spark. */
trait WithIdxFiles extends WithFiles with WithSpark { this: Suite =>

  /** An element type as the format defines it, apart from the code under test.
    *
    * @param draw
    *   draws a value, as Spark is to return it
    * @param put
    *   writes such a value
    */
  case class Element(
      code: Int,
      sqlName: String,
      draw: Random => Any,
      put: (DataOutputStream, Any) => Unit
  )

  val elements: Seq[Element] = Seq(
    Element(
      0x08,
      "smallint",
      r => r.nextInt(256).toShort,
      (o, v) => o.writeByte(v.asInstanceOf[Short].toInt)
    ),
    Element(0x09, "tinyint", r => r.nextInt().toByte, (o, v) => o.writeByte(v.asInstanceOf[Byte].toInt)),
    Element(0x0b, "smallint", r => r.nextInt().toShort, (o, v) => o.writeShort(v.asInstanceOf[Short].toInt)),
    Element(0x0c, "int", r => r.nextInt(), (o, v) => o.writeInt(v.asInstanceOf[Int])),
    Element(0x0d, "float", r => r.nextGaussian().toFloat, (o, v) => o.writeFloat(v.asInstanceOf[Float])),
    Element(0x0e, "double", r => r.nextGaussian(), (o, v) => o.writeDouble(v.asInstanceOf[Double]))
  )

  val ubyte: Element = elements.head

  def header(code: Int, dimensions: Seq[Int]): Array[Byte] = bytes { out =>
    out.writeShort(0)
    out.writeByte(code)
    out.writeByte(dimensions.size)
    dimensions.foreach(d => out.writeInt(d))
  }

  def idx(element: Element, dimensions: Seq[Int], values: Seq[Any]): Array[Byte] =
    header(element.code, dimensions) ++ bytes(out => values.foreach(v => element.put(out, v)))

  def ubytes(dimensions: Seq[Int], values: Seq[Int]): Array[Byte] =
    idx(ubyte, dimensions, values.map(_.toShort))

  /** Writes the images and labels of MNIST's names; image i is filled with i, its label is i % 10. */
  def writeMnist(dir: Path, prefix: String, rows: Int, suffix: String = ""): Unit = {
    def stored(bytes: Array[Byte]): Array[Byte] = if (suffix.isEmpty) bytes else gzip(bytes)
    val pixels = (0 until rows).flatMap(i => Seq.fill(6)(i % 256))
    write(dir.resolve(s"$prefix-images-idx3-ubyte$suffix"), stored(ubytes(Seq(rows, 2, 3), pixels)))
    val labels = (0 until rows).map(_ % 10)
    write(dir.resolve(s"$prefix-labels-idx1-ubyte$suffix"), stored(ubytes(Seq(rows), labels)))
  }

  def load(path: Path, options: (String, String)*): DataFrame =
    options
      .foldLeft(spark.read.format("idx")) { case (reader, (name, value)) => reader.option(name, value) }
      .load(path.toString)

  private def bytes(fill: DataOutputStream => Unit): Array[Byte] = {
    val out = new ByteArrayOutputStream()
    fill(new DataOutputStream(out))
    out.toByteArray
  }
}
