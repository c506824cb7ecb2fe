package org.coherer.ml.persistence

import java.io.{
  ByteArrayInputStream,
  ByteArrayOutputStream,
  IOException,
  ObjectOutputStream,
  UncheckedIOException
}
import java.lang.management.ManagementFactory
import java.nio.charset.StandardCharsets.ISO_8859_1
import java.nio.file.{Files, Path}
import java.security.MessageDigest
import java.util.zip.{Deflater, ZipEntry, ZipInputStream, ZipOutputStream}

import com.sun.management.ThreadMXBean
import org.coherer.testkit.WithTempDir
import org.scalatest.{Assertions, Suite}

/** Alters the folder of a saved model and has it read. */
trait WithAttacks extends WithTempDir with WithArtifacts with Assertions { this: Suite =>

  val MaxAllocated: Long = 256L << 20
  val MaxNanos: Long = 60L * 1000 * 1000 * 1000

  protected val manifest = "data/manifest.properties"
  protected val networkZip = "data/network.zip"
  protected val metadata = "metadata/part-00000"

  private lazy val threads = ManagementFactory.getThreadMXBean.asInstanceOf[ThreadMXBean]

  /** A saved model, without Hadoop's own checksums, which are no protection and would come first. */
  protected def saved(folder: Path): Path = {
    val path = folder.resolve("model")
    new SavedModel("s", full).setSize(5).write.option("optimizerState", "true").save(path.toString)
    val walk = Files.walk(path)
    try walk.filter(_.toString.endsWith(".crc")).forEach(file => Files.delete(file))
    finally walk.close()
    path
  }

  protected def bytes(model: Path, file: String): Array[Byte] = Files.readAllBytes(model.resolve(file))

  protected def put(model: Path, file: String, content: Array[Byte]): Unit =
    Files.write(model.resolve(file), content): Unit

  protected def put(model: Path, file: String, content: String): Unit =
    put(model, file, content.getBytes("UTF-8"))

  /** Does what an attacker does: makes the manifest fit the files. */
  protected def reseal(model: Path): Unit = {
    val files = filesIn(model).filterNot(name => name == manifest || name.endsWith("_SUCCESS"))
    val lines = Seq("formatVersion=2", "engine=dl4j", s"files=${files.size}") ++
      files.zipWithIndex.flatMap { case (name, i) =>
        val content = bytes(model, name)
        val digest = MessageDigest.getInstance("SHA-256").digest(content).map("%02x".format(_)).mkString
        Seq(s"file.${i + 1}=$name", s"file.${i + 1}.bytes=${content.length}", s"file.${i + 1}.sha256=$digest")
      }
    put(model, manifest, lines.mkString("", "\n", "\n"))
  }

  /** Reads a model within limits of time and memory; returns the message if it is refused. */
  protected def attempt(model: Path): Option[String] = {
    val before = filesIn(model.getParent)
    val allocated = threads.getThreadAllocatedBytes(Thread.currentThread.getId)
    val start = System.nanoTime
    val outcome =
      try {
        SavedModel.load(model.toString)
        None
      } catch {
        case e: UncheckedIOException =>
          assert(e.getCause.isInstanceOf[IOException])
          Some(e.getMessage)
      }
    assert(System.nanoTime - start < MaxNanos)
    assert(threads.getThreadAllocatedBytes(Thread.currentThread.getId) - allocated < MaxAllocated)
    assert(System.getProperty("coherer.canary") == null)
    assert(filesIn(model.getParent) == before)
    outcome
  }

  /** Returns the message with which a model is refused, which names a file of it. */
  protected def refused(model: Path): String = {
    val message = attempt(model).getOrElse(fail("the model was read"))
    assert(message.startsWith("Cannot read ") && message.contains(model.toString), message)
    assert(message.length < 1500 && message.forall(c => c >= ' '), message)
    message
  }

  protected def entries(zip: Array[Byte]): Seq[(String, Array[Byte])] = {
    val in = new ZipInputStream(new ByteArrayInputStream(zip))
    Iterator.continually(in.getNextEntry).takeWhile(_ != null).map(_.getName -> in.readAllBytes()).toList
  }

  protected def zip(entries: (String, Array[Byte])*): Array[Byte] = {
    val out = new ByteArrayOutputStream()
    val stream = new ZipOutputStream(out)
    entries.foreach { case (name, content) =>
      stream.putNextEntry(new ZipEntry(name))
      stream.write(content)
    }
    stream.finish()
    out.toByteArray
  }

  /** Some bytes and then so many mebibytes of zeros, packed. */
  protected def bomb(
      name: String,
      mebibytes: Int,
      start: Array[Byte],
      before: (String, Array[Byte])*
  ): Array[Byte] = {
    val out = new ByteArrayOutputStream()
    val stream = new ZipOutputStream(out)
    stream.setLevel(Deflater.BEST_SPEED)
    (before :+ (name -> start)).foreach { case (entry, content) =>
      stream.putNextEntry(new ZipEntry(entry))
      stream.write(content)
    }
    val zeros = new Array[Byte](1 << 20)
    (1 to mebibytes).foreach(_ => stream.write(zeros))
    stream.finish()
    out.toByteArray
  }

  /** Puts one text in place of another of the same length, as bytes. */
  protected def patched(content: Array[Byte], from: String, to: String): Array[Byte] = {
    assert(from.length == to.length)
    new String(content, ISO_8859_1).replace(from, to).getBytes(ISO_8859_1)
  }

  protected def serialized(value: AnyRef): Array[Byte] = {
    val out = new ByteArrayOutputStream()
    new ObjectOutputStream(out).writeObject(value)
    out.toByteArray
  }
}
