package org.coherer.datasource.tfrecord

import java.io.{ByteArrayInputStream, ByteArrayOutputStream}
import java.nio.charset.StandardCharsets.UTF_8
import java.util.{ArrayList, TreeMap, List => JavaList}

import scala.collection.mutable.ArrayBuffer

import org.coherer.datasource.codec.Content

/** TFRecord files in memory. */
object Records {

  def reader(file: Array[Byte], maxRecordBytes: Int = 1 << 27): FrameReader = {
    val compression = RecordCompression.of(file.take(RecordCompression.PROBE_BYTES))
    val stream = compression.inflating(new ByteArrayInputStream(file))
    new FrameReader(
      new Content("TFRecord file 'memory'", compression != RecordCompression.NONE, stream, 0),
      maxRecordBytes
    )
  }

  def read(file: Array[Byte]): Seq[Array[Byte]] = {
    val in = reader(file)
    val found = ArrayBuffer[Array[Byte]]()
    try {
      var record = in.next()
      while (record != null) {
        found += record
        record = in.next()
      }
    } finally in.close()
    found.toList
  }

  def write(
      records: Seq[Array[Byte]],
      compression: RecordCompression = RecordCompression.NONE
  ): Array[Byte] = {
    val out = new ByteArrayOutputStream
    val writer = new FrameWriter(compression.deflating(out))
    records.foreach(record => writer.write(record))
    writer.close()
    out.toByteArray
  }

  def example(record: Array[Byte], sequences: Boolean = false): Example =
    new ExampleReader(sequences, (_: String) => true).read(record)

  def features(all: (String, Feature)*): Example = {
    val sorted = new TreeMap[String, Feature]
    all.foreach { case (name, feature) => sorted.put(name, feature) }
    Example.of(sorted)
  }

  def lists(context: Example, all: (String, Seq[Feature])*): Example = {
    val sorted = new TreeMap[String, JavaList[Feature]]
    all.foreach { case (name, list) =>
      val features = new ArrayList[Feature]
      list.foreach(feature => features.add(feature))
      sorted.put(name, features)
    }
    new Example(context.features, sorted)
  }

  def longs(values: Long*): Feature = Feature.ofLongs(values.toArray: _*)
  def floats(values: Float*): Feature = Feature.ofFloats(values.toArray: _*)
  def bytes(values: Array[Byte]*): Feature = Feature.ofBytes(values.toArray: _*)
  def texts(values: String*): Feature = bytes(values.map(_.getBytes(UTF_8)): _*)
}
