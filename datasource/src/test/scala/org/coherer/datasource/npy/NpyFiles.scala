package org.coherer.datasource.npy

import java.io.{BufferedInputStream, ByteArrayInputStream, ByteArrayOutputStream}
import java.util.Random

import org.coherer.datasource.Resources
import org.coherer.datasource.codec.{BrokenContentException, Content, FileOpener}
import org.coherer.testkit.hostile.{Damage, HostileReader}

/** Arrays in memory. */
object NpyFiles {

  def content(file: Array[Byte]): Content =
    new Content("npy file 'memory'", false, new ByteArrayInputStream(file), 0)

  private def values(header: NpyHeader, in: Content): Seq[Any] = {
    val rows = new NpyRows(in, header, 0)
    try {
      val found = (0L until header.rows).map(_ => elements(NpyValues.of(header.`type`, rows.next())))
      rows.checkEnd()
      if (header.isScalar) found.map(_.head) else found
    } finally rows.close()
  }

  private def elements(row: Any): Seq[Any] = row match {
    case array: Array[Array[Byte]] => array.toSeq.map(each => new String(each, "US-ASCII"))
    case array: Array[_] => array.toSeq
  }

  /** All rows of a file. */
  def rows(file: Array[Byte]): Seq[Any] = {
    val in = content(file)
    val header = NpyHeaderReader.read(in)
    NpyFile.checkLength(in, header, file.length.toLong)
    values(header, in)
  }

  def opener(file: Array[Byte]): FileOpener =
    offset =>
      new BufferedInputStream(new ByteArrayInputStream(file, offset.toInt, file.length - offset.toInt))

  /** All rows of all arrays of an archive. */
  def arrays(file: Array[Byte]): Map[String, Seq[Any]] =
    NpzDirectory
      .read("npz file 'memory'", file.length.toLong, opener(file))
      .toArray(Array[NpzEntry]())
      .toSeq
      .map { entry =>
        val in = NpzArray.open("npz file 'memory'", entry, opener(file))
        entry.name -> values(NpzArray.header(in, entry), in)
      }
      .toMap

  /** The file again, row by row. */
  def rewritten(file: Array[Byte]): Array[Byte] = {
    val in = content(file)
    val header = NpyHeaderReader.read(in)
    val out = new ByteArrayOutputStream
    val writer = new NpyWriter(header.`type`, header.rowShape)
    try {
      val rows = new NpyRows(in, header, 0)
      (0L until header.rows).foreach(_ => writer.add(rows.next().array))
      writer.finish(out)
    } finally writer.close()
    out.toByteArray
  }
}

/** The readers of arrays and archives, without Spark, in the JVM of a HostileRun. */
class NpyFiles extends HostileReader {

  private val names =
    Seq("b1", "i1", "u8", "f2", "f4", "f8", "S", "U", "fortran", "version3", "big-U", "scalar")
  private val arrays = names.map(name => Resources.bytes(s"npy/$name.npy"))
  private val archives = Seq("stored", "deflated").map(name => Resources.bytes(s"npy/$name.npz"))

  override def prepare(): Unit = (arrays ++ archives).foreach(file => read(file))

  override def file(random: Random): Array[Byte] = {
    val samples = if (random.nextBoolean()) arrays else archives
    Damage.of(samples(random.nextInt(samples.size)), random)
  }

  override def read(file: Array[Byte]): Unit =
    try {
      if (file.length > 0 && file(0) == 'P') NpyFiles.arrays(file): Unit
      else NpyFiles.rows(file): Unit
    } catch { case e: ArithmeticException if e.getMessage.startsWith("has the ") => () }

  override def isTyped(error: Throwable): Boolean = error.isInstanceOf[BrokenContentException]
}
