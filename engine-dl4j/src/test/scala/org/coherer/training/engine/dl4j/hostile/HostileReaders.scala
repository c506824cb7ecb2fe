package org.coherer.training.engine.dl4j.hostile

import java.io.{ByteArrayInputStream, IOException}
import java.nio.charset.StandardCharsets.{ISO_8859_1, UTF_8}
import java.util.Random
import org.coherer.testkit.hostile.{Damage, HostileReader, JsonDamage}
import org.coherer.training.engine.{Engine, Engines, NetworkFile, NetworkImport, NetworkSpec}
import org.coherer.training.engine.dl4j.keras.{KerasImport, WithKerasNetworks}

/** The readers of this engine, in the JVM of a HostileRun. */
abstract class HostileImport extends HostileReader {
  protected val engine: Engine = Engines.named("dl4j")
  protected val limit: Long = 64L << 20

  protected def importFile(file: Array[Byte]): NetworkFile =
    engine.capability(classOf[NetworkImport]).get.importNetwork(new ByteArrayInputStream(file), limit)

  override def read(file: Array[Byte]): Unit = importFile(file): Unit

  override def isTyped(error: Throwable): Boolean =
    error.isInstanceOf[IOException] && error.getMessage.startsWith(
      "Cannot "
    ) && error.getMessage.length < 2000
}

/** Files of Keras: damaged anywhere, or in their texts alone. */
class KerasFiles extends HostileImport {
  private val samples = Seq("mlp", "cnn", "lstm", "branches", "bag").map { name =>
    val in = classOf[KerasImport].getResourceAsStream(s"$name.h5")
    try in.readAllBytes()
    finally in.close()
  }

  override def prepare(): Unit = samples.foreach(read)

  override def file(random: Random): Array[Byte] = {
    val sample = samples(random.nextInt(samples.size))
    if (random.nextBoolean()) Damage.of(sample, random) else damagedText(sample, random)
  }

  /** A text keeps its length, or is followed by nulls in place of what is missing. */
  private def damagedText(sample: Array[Byte], random: Random): Array[Byte] = {
    val text = new String(sample, ISO_8859_1)
    val start = text.indexOf("{\"class_name\"")
    val end = text.indexOf('\u0000', start)
    val damaged = JsonDamage.of(text.substring(start, end), random)
    val cut = damaged.take(end - start)
    (text.take(start) + cut + " " * (end - start - cut.length) + text.drop(end)).getBytes(ISO_8859_1)
  }
}

/** Files of Keras 3: damaged as a whole, or in one entry. */
class KerasArchives extends HostileImport with WithZipEntries with WithKerasNetworks {
  private lazy val samples = networks.map(_.file("keras"))

  override def prepare(): Unit = samples.foreach(read)

  override def file(random: Random): Array[Byte] = damaged(samples(random.nextInt(samples.size)), random)
}

/** Texts of Keras, as the Param network has them. */
class KerasTexts extends HostileImport with WithKerasNetworks {
  private lazy val texts = networks.filter(_.name != "regression").map(_.file("json"))

  override def prepare(): Unit = texts.foreach(read)

  override def file(random: Random): Array[Byte] =
    JsonDamage.of(new String(texts(random.nextInt(texts.size)), UTF_8), random).getBytes(UTF_8)

  override def read(file: Array[Byte]): Unit =
    engine.describe(
      engine.capability(classOf[NetworkImport]).get.importText(new String(file, UTF_8))
    ): Unit

  override def isTyped(error: Throwable): Boolean =
    error.isInstanceOf[IllegalArgumentException] && error.getMessage.matches("(?s)(Cannot|Invalid) .*") &&
      error.getMessage.length < 2000
}

/** Texts of networks, as the Param network has them. */
class NetworkTexts extends HostileImport {
  protected val texts: Seq[String] = Networks.texts

  override def prepare(): Unit = texts.foreach(text => read(text.getBytes(UTF_8)))

  override def file(random: Random): Array[Byte] =
    JsonDamage.of(texts(random.nextInt(texts.size)), random).getBytes(UTF_8)

  override def read(file: Array[Byte]): Unit = {
    val network = new NetworkSpec("dl4j", new String(file, UTF_8))
    engine.describe(network): Unit
  }

  override def isTyped(error: Throwable): Boolean =
    error.isInstanceOf[IllegalArgumentException] && error.getMessage.matches("(?s)(Cannot|Invalid) .*") &&
      error.getMessage.length < 2000
}

/** Zip files of networks: damaged as a whole, or in one entry. */
class NetworkZips extends HostileImport with WithZipEntries {
  private val samples = Networks.texts.map(text => Networks.zip(engine, text))

  override def prepare(): Unit = samples.foreach(read)

  override def file(random: Random): Array[Byte] = damaged(samples(random.nextInt(samples.size)), random)
}
