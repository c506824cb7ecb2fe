package org.coherer.datasource.idx

import java.io.{ByteArrayOutputStream, DataOutputStream, IOException}
import java.nio.file.{Files, Path}
import java.util.Collections.singletonList
import java.util.Random
import java.util.zip.GZIPOutputStream

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.{Path => HadoopPath}
import org.coherer.datasource.file.{FoundFile, HadoopSettings}
import org.coherer.datasource.format.ColumnsReader
import org.coherer.testkit.hostile.{Damage, HostileReader}

/** The reader of IDX files, without Spark, in the JVM of a HostileRun. */
class IdxFiles extends HostileReader {

  private lazy val folder = Files.createTempDirectory("idx")
  private val hadoop = new HadoopSettings(new Configuration)
  private val rows = 10

  private def sample(code: Int, width: Int): Array[Byte] = {
    val out = new ByteArrayOutputStream
    val data = new DataOutputStream(out)
    Seq(code << 8 | 3, rows, 2, 3).foreach(value => data.writeInt(value))
    (0 until rows * 6 * width).foreach(i => data.writeByte(i))
    out.toByteArray
  }

  private val samples =
    Seq(0x08 -> 1, 0x09 -> 1, 0x0b -> 2, 0x0c -> 4, 0x0d -> 4, 0x0e -> 8).map { case (code, width) =>
      sample(code, width)
    }

  private def packed(bytes: Array[Byte]): Array[Byte] = {
    val out = new ByteArrayOutputStream
    val gzip = new GZIPOutputStream(out)
    gzip.write(bytes)
    gzip.close()
    out.toByteArray
  }

  override def prepare(): Unit = samples.foreach(each => read(packed(each)))

  override def file(random: Random): Array[Byte] = {
    val sample = samples(random.nextInt(samples.size))
    random.nextInt(3) match {
      case 0 => Damage.of(sample, random)
      case 1 => packed(Damage.of(sample, random))
      case _ => Damage.of(packed(sample), random)
    }
  }

  override def read(file: Array[Byte]): Unit = readAll(Files.write(folder.resolve("damaged"), file))

  /** Reads all rows. */
  def readAll(file: Path): Unit = {
    val path = new HadoopPath(file.toUri)
    val status = path.getFileSystem(hadoop.configuration).getFileStatus(path)
    val opened = IdxFile.open(FoundFile.of(status), hadoop)
    val column = new IdxColumn("value", opened, new IdxValues.AsStored)
    val reader = new ColumnsReader(singletonList(new IdxColumnReader(column, 0, hadoop)), opened.header.rows)
    try while (reader.next()) reader.row(): Unit
    finally reader.close()
  }

  override def isTyped(error: Throwable): Boolean =
    error.isInstanceOf[IOException] && error.getMessage.startsWith("Cannot read IDX file '")
}
