package org.coherer.ml.persistence

import java.io.IOException
import java.nio.charset.StandardCharsets.ISO_8859_1
import java.nio.file.{Files, Path => LocalPath}
import java.security.MessageDigest
import java.util.{EnumMap, Random}

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.{FileSystem, Path}
import org.coherer.testkit.hostile.{Damage, HostileReader, JsonDamage}

/** The reader of saved models, without Spark's session, in the JVM of a HostileRun.
  *
  * A file is one of a folder's, with its index in front; the manifest is made to fit the others.
  */
class ModelFolders extends HostileReader with WithArtifacts {

  private val metadata =
    """{"class":"org.coherer.ml.persistence.SavedModel","timestamp":1,"sparkVersion":"4.1.0","uid":"s","paramMap":""" +
      """{"size":5},"defaultParamMap":{"width":7}}"""

  private lazy val folder = Files.createTempDirectory("model")
  private lazy val files = FileSystem.getLocal(new Configuration).getRawFileSystem
  private lazy val model = new ModelFolder(files, new Path(folder.resolve("good").toUri))
  private lazy val names = "data/manifest.properties" +: ModelFile.values.toSeq.map(_.path)

  private def good(index: Int): Array[Byte] = Files.readAllBytes(folder.resolve("good").resolve(names(index)))

  override def prepare(): Unit = {
    model.write(metadata, full)
    names.indices.foreach(i => read(i.toByte +: good(i)))
  }

  override def file(random: Random): Array[Byte] = {
    val index = random.nextInt(names.size)
    val content = good(index)
    val damaged =
      if (names(index).endsWith(".zip") || random.nextBoolean()) Damage.of(content, random)
      else JsonDamage.of(new String(content, ISO_8859_1), random).getBytes(ISO_8859_1)
    index.toByte +: damaged
  }

  override def read(file: Array[Byte]): Unit = {
    val (index, content) = (file.head.toInt, file.tail)
    val target = folder.resolve("damaged")
    names.indices.foreach(i => put(target.resolve(names(i)), if (i == index) content else good(i)))
    if (index > 0) reseal(target)
    val saved = new ModelFolder(files, new Path(target.toUri)).read()
    saved.metadata.checkClass(classOf[SavedModel].getName)
    saved.metadata.setParamsOf(new SavedModel(saved.metadata.uid, saved.artifact))
  }

  private def put(path: LocalPath, content: Array[Byte]): Unit = {
    Files.createDirectories(path.getParent)
    Files.write(path, content): Unit
  }

  private def reseal(target: LocalPath): Unit = {
    val entries = new EnumMap[ModelFile, Manifest.Entry](classOf[ModelFile])
    ModelFile.values.foreach { file =>
      val content = Files.readAllBytes(target.resolve(file.path))
      val digest = MessageDigest.getInstance("SHA-256").digest(content).map("%02x".format(_)).mkString
      entries.put(file, new Manifest.Entry(content.length.toLong, digest))
    }
    put(target.resolve(names.head), new Manifest(2, "dl4j", entries).toBytes)
  }

  override def isTyped(error: Throwable): Boolean =
    error.isInstanceOf[IOException] && error.getMessage.startsWith("Cannot read ") &&
      error.getMessage.contains(folder.toString) && error.getMessage.length < 2000
}
