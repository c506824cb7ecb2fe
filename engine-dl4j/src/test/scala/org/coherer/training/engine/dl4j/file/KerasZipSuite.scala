package org.coherer.training.engine.dl4j.file

import java.io.{ByteArrayInputStream, IOException}
import java.nio.charset.StandardCharsets.UTF_8
import org.coherer.training.engine.dl4j.hostile.WithZipEntries
import org.coherer.training.engine.dl4j.keras.WithKerasNetworks
import org.scalatest.funsuite.AnyFunSuite

/** Which .keras files are refused, and how much of them is read. */
class KerasZipSuite extends AnyFunSuite with WithKerasNetworks with WithZipEntries {

  private val limit = 1L << 20
  private val entries = unzip(networks.find(_.name == "mlp").get.file("keras"))

  private def problem(file: Array[Byte], maxBytes: Long = limit): String =
    intercept[IOException](ImportedFile.read(new ByteArrayInputStream(file), maxBytes)).getMessage

  private def changed(name: String, content: Array[Byte]): Array[Byte] =
    zip(entries.map(entry => if (entry._1 == name) name -> content else entry))

  test("keras zip: entries may have any order, and be compressed") {
    val plain = ImportedFile.read(new ByteArrayInputStream(zip(entries)), limit)
    val turned = ImportedFile.read(new ByteArrayInputStream(zip(entries.reverse)), limit)
    assert(plain.network() == turned.network())
  }

  test("keras zip: an entry that is missing, or not known, is named") {
    entries.map(_._1).foreach { name =>
      val message = problem(zip(entries.filterNot(_._1 == name)))
      assert(message == s"Cannot read the .keras file: it has no entry '$name'")
    }
    val known = "(must be of [metadata.json, config.json, model.weights.h5]: "
    assert(
      problem(zip(entries :+ ("assets/layers/text_vectorization/vocabulary.txt" -> Array[Byte](1)))) ==
        "Cannot read the .keras file: its entry 'assets/layers/text_vectorization/vocabulary.txt' is not known " +
        known + "omit layers with vocabularies, such as TextVectorization)"
    )
    assert(
      problem(zip(entries.init :+ ("model.weights.npz" -> Array[Byte](1)))) ==
        "Cannot read the .keras file: its entry 'model.weights.npz' is not known " + known +
        "save it by model.save('x.keras'), with weights in HDF5 and in one piece)"
    )
    assert(
      problem(zip(entries :+ ("../\n\u0007" -> Array[Byte](1)))).contains("its entry '../??' is not known")
    )
  }

  test("keras zip: an entry that unpacks to more than its limit is refused before it is there") {
    val zeros = new Array[Byte](40 << 20)
    assert(
      problem(changed("model.weights.h5", zeros)) == "Cannot read the .keras file: of its entry " +
        "'model.weights.h5', it unpacks to more than the limit of 1048576 bytes"
    )
    assert(
      problem(changed("config.json", zeros), 1L << 30) == "Cannot read the .keras file: of its entry " +
        "'config.json', it unpacks to more than the limit of 8388608 bytes"
    )
    assert(
      problem(changed("metadata.json", zeros)) == "Cannot read the .keras file: of its entry " +
        "'metadata.json', it unpacks to more than the limit of 65536 bytes"
    )
  }

  test("keras zip: a file of Keras 2 is refused with the remedy") {
    val metadata = """{"keras_version": "2.15.0", "date_saved": "2024-01-01@00:00:00"}"""
    assert(
      problem(changed("metadata.json", metadata.getBytes(UTF_8))) ==
        "Cannot import the Keras network: it is a .keras file of Keras 2.15.0 (must be of Keras 3: save it as HDF5, " +
        "by model.save('x.h5'))"
    )
  }

  test("keras zip: weights of other layers, or of none, are refused by the layer's name") {
    val other = unzip(networks.find(_.name == "branches").get.file("keras")).find(_._1.endsWith(".h5")).get._2
    val message = problem(changed("model.weights.h5", other))
    assert(
      message.startsWith("Cannot import the Keras network: layer 'batch_normalization', BatchNormalization, ")
    )
    assert(problem(changed("model.weights.h5", Array[Byte](1, 2, 3))).contains("is cut off or damaged"))
  }
}
