package org.coherer.datasource.tfrecord

import java.io.IOException
import java.util.Random

import org.coherer.datasource.codec.BrokenContentException
import org.coherer.testkit.hostile.{Damage, HostileReader}

/** The reader of TFRecord files, without Spark, in the JVM of a HostileRun. */
class TfRecordFiles extends HostileReader {
  import Records._

  private val messages = (0 until 20).map { i =>
    val context = features("id" -> longs(i), "x" -> floats(1, 2, i.toFloat), "s" -> texts("a", "b" * i))
    ExampleWriter.bytes(lists(context, "t" -> Seq(longs(1, i), longs(), Feature.MISSING)))
  }

  override def prepare(): Unit = RecordCompression.values.foreach(each => read(write(messages, each)))

  /** A damaged message in whole frames, or damaged frames. */
  override def file(random: Random): Array[Byte] = {
    val compressions = RecordCompression.values
    val compression = compressions(random.nextInt(compressions.length))
    random.nextInt(3) match {
      case 0 =>
        val i = random.nextInt(messages.size)
        write(messages.updated(i, Damage.of(messages(i), random)), compression)
      case 1 => Damage.of(write(messages, compression), random)
      case _ =>
        val out = new java.io.ByteArrayOutputStream
        val stream = compression.deflating(out)
        stream.write(Damage.of(write(messages), random))
        stream.close()
        out.toByteArray
    }
  }

  override def read(file: Array[Byte]): Unit = {
    val in = openReader(file)
    val inference = new Inference(true)
    try {
      var record = in.next()
      while (record != null) {
        inference.add(example(record, sequences = true))
        record = in.next()
      }
    } finally in.close()
    inference.columns: Unit
  }

  private def openReader(file: Array[Byte]): FrameReader = try Records.reader(file)
  catch { case e: IOException => throw new BrokenGzip(e) }

  private class BrokenGzip(cause: IOException) extends IOException(cause)

  override def isTyped(error: Throwable): Boolean =
    error.isInstanceOf[BrokenContentException] || error.isInstanceOf[RecordException] ||
      error.isInstanceOf[BrokenGzip]
}
