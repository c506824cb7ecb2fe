package org.coherer.training.engine.dl4j.hostile

import java.io.{ByteArrayInputStream, ByteArrayOutputStream}
import java.nio.charset.StandardCharsets.UTF_8
import java.util.Random
import java.util.zip.{ZipEntry, ZipInputStream, ZipOutputStream}
import org.coherer.testkit.hostile.{Damage, JsonDamage}

/** Damages zip files as a whole, or what is in one of their entries. */
trait WithZipEntries {

  protected def damaged(sample: Array[Byte], random: Random): Array[Byte] =
    if (random.nextInt(3) == 0) Damage.of(sample, random)
    else {
      val entries = unzip(sample)
      val (name, content) = entries(random.nextInt(entries.size))
      val changed =
        if (name.endsWith(".json")) JsonDamage.of(new String(content, UTF_8), random).getBytes(UTF_8)
        else Damage.of(content, random)
      zip(entries.map(entry => if (entry._1 == name) name -> changed else entry))
    }

  protected def unzip(file: Array[Byte]): Seq[(String, Array[Byte])] = {
    val in = new ZipInputStream(new ByteArrayInputStream(file))
    Iterator.continually(in.getNextEntry).takeWhile(_ != null).map(_.getName -> in.readAllBytes()).toList
  }

  protected def zip(entries: Seq[(String, Array[Byte])]): Array[Byte] = {
    val out = new ByteArrayOutputStream
    val stream = new ZipOutputStream(out)
    entries.foreach { case (name, content) =>
      stream.putNextEntry(new ZipEntry(name))
      stream.write(content)
    }
    stream.close()
    out.toByteArray
  }
}
