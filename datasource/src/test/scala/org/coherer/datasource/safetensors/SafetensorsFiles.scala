package org.coherer.datasource.safetensors

import java.io.{ByteArrayInputStream, ByteArrayOutputStream}
import java.nio.charset.StandardCharsets.UTF_8
import java.nio.{ByteBuffer, ByteOrder}
import java.util.Random

import org.coherer.datasource.Resources
import org.coherer.datasource.codec.{BrokenContentException, Content}
import org.coherer.testkit.hostile.{Damage, HostileReader, JsonDamage}

/** Safetensors files in memory. */
object SafetensorsFiles {

  def header(file: Array[Byte], maxHeaderBytes: Int = 1 << 24): SafetensorsHeader =
    HeaderReader.read(content(file, 0), file.length.toLong, maxHeaderBytes)

  private def content(file: Array[Byte], offset: Int): Content =
    new Content(
      "safetensors file 'memory'",
      false,
      new ByteArrayInputStream(file, offset, file.length - offset),
      offset.toLong
    )

  def bytes(file: Array[Byte], header: SafetensorsHeader, entry: TensorEntry): Array[Byte] =
    content(file, (header.dataStart + entry.begin).toInt).exactly(entry.bytes.toInt, entry.name)

  def entries(header: SafetensorsHeader): Seq[TensorEntry] =
    header.tensors.toArray(Array[TensorEntry]()).toSeq

  def rewritten(file: Array[Byte]): Array[Byte] = {
    val found = header(file)
    val out = new ByteArrayOutputStream
    val writer = new SafetensorsWriter(out)
    try {
      found.metadata.forEach((key, value) => writer.putMetadata(key, value))
      entries(found)
        .sortBy(_.name)
        .foreach(entry => writer.add(entry.name, entry.`type`, entry.shape, bytes(file, found, entry)))
      writer.finish()
    } finally writer.close()
    out.toByteArray
  }

  /** A file with this header, and so many bytes of data. */
  def file(json: String, data: Int): Array[Byte] = {
    val text = json.getBytes(UTF_8)
    val length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(text.length.toLong).array
    length ++ text ++ new Array[Byte](data)
  }
}

/** The reader of safetensors files, without Spark, in the JVM of a HostileRun. */
class SafetensorsFiles extends HostileReader {
  import SafetensorsFiles._

  private val sample = Resources.bytes("safetensors/types.safetensors")
  private val start = header(sample).dataStart.toInt
  private val json = new String(sample, 8, start - 8, UTF_8)

  override def prepare(): Unit = read(sample)

  override def file(random: Random): Array[Byte] =
    if (random.nextBoolean()) Damage.of(sample, random)
    else SafetensorsFiles.file(JsonDamage.of(json, random), sample.length - start)

  override def read(file: Array[Byte]): Unit = {
    val found = header(file)
    entries(found).foreach { entry =>
      val stored = bytes(file, found, entry)
      if (TensorFloats.supports(entry.`type`)) TensorFloats.of(entry.`type`, stored): Unit
    }
  }

  override def isTyped(error: Throwable): Boolean = error.isInstanceOf[BrokenContentException]
}
