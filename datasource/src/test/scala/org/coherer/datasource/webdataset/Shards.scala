package org.coherer.datasource.webdataset

import java.io.{ByteArrayInputStream, ByteArrayOutputStream}
import java.util.Random
import java.util.zip.GZIPInputStream

import scala.collection.mutable.ArrayBuffer

import org.coherer.datasource.Resources
import org.coherer.datasource.codec.{BrokenContentException, Content}
import org.coherer.testkit.hostile.{Damage, HostileReader}

/** Shards in memory. */
object Shards {

  def inflated(name: String): Array[Byte] =
    new GZIPInputStream(new ByteArrayInputStream(Resources.bytes(s"webdataset/$name.tar.gz"))).readAllBytes()

  def samples(file: Array[Byte], most: Int = 1 << 20, wanted: String => Boolean = _ => true): Seq[Sample] = {
    val content = new Content("webdataset file 'memory'", false, new ByteArrayInputStream(file), 0)
    val reader = new SampleReader(new TarReader(content), (name: String) => wanted(name), most)
    val found = ArrayBuffer[Sample]()
    try {
      var sample = reader.next()
      while (sample != null) {
        found += sample
        sample = reader.next()
      }
    } finally reader.close()
    found.toList
  }

  /** Keys, and data as text by extension. */
  def texts(samples: Seq[Sample]): Seq[(String, Map[String, String])] =
    samples.map { sample =>
      val names = sample.files.keySet.toArray(Array[String]()).toSeq
      sample.key -> names.map(name => name -> new String(sample.files.get(name), "UTF-8")).toMap
    }

  def write(files: (String, String)*): Array[Byte] = {
    val out = new ByteArrayOutputStream
    val tar = new TarWriter(out)
    files.foreach { case (name, data) => tar.add(name, data.getBytes("UTF-8")) }
    tar.finish()
    out.toByteArray
  }
}

/** The reader of shards, without Spark, in the JVM of a HostileRun. */
class Shards extends HostileReader {

  private val samples = Seq("written", "ustar", "pax", "gnu").map(Shards.inflated)

  override def prepare(): Unit = samples.foreach(file => read(file))

  /** Half of the files have right checksums all the same. */
  override def file(random: Random): Array[Byte] = {
    val damaged = Damage.of(samples(random.nextInt(samples.size)), random)
    if (random.nextBoolean())
      for (
        at <- 0 to damaged.length - 512 by 512 if new String(damaged, at + 257, 5, "US-ASCII") == "ustar"
      ) {
        val sum = TarHeader.checksum(damaged.slice(at, at + 512))
        System.arraycopy(f"$sum%06o".getBytes("US-ASCII"), 0, damaged, at + 148, 6)
      }
    damaged
  }

  override def read(file: Array[Byte]): Unit = Shards.samples(file): Unit

  override def isTyped(error: Throwable): Boolean = error.isInstanceOf[BrokenContentException]
}
