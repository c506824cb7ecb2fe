package org.coherer.training.engine.dl4j.keras

import io.jhdf.HdfFile
import io.jhdf.api.WritableGroup
import java.nio.file.Files
import java.util.zip.GZIPInputStream
import org.nd4j.shade.jackson.databind.node.ObjectNode
import org.nd4j.shade.jackson.databind.{JsonNode, ObjectMapper}

/** The cases of make_settings.py and make_settings3.py, as HDF5 files such as Keras writes. */
trait WithKerasCases {

  private val json = new ObjectMapper

  protected def listed[A](iterator: java.util.Iterator[A]): List[A] = {
    val all = List.newBuilder[A]
    iterator.forEachRemaining(each => { all += each; () })
    all.result()
  }

  /** A network with one setting that is not Keras's default, and what Keras computes. */
  case class KerasCase(kind: String, setting: String, value: String, node: JsonNode, version: String) {
    override def toString: String = s"$kind.$setting = $value"
    def floats(name: String): Array[Float] = listed(node.get(name).elements()).map(_.floatValue).toArray
    def steps: Int = node.get("steps").intValue
    def isTrained: Boolean = !node.get("trained").isNull
    def training: Option[String] = Option(node.get("training_config")).filterNot(_.isNull).map(_.toString)
    def model: ObjectNode = node.get("model_config").deepCopy[ObjectNode]()

    /** The file that Keras would write of another model with the same weights. */
    def file(model: JsonNode = model, training: Option[String] = training): Array[Byte] = {
      val path = Files.createTempFile("keras", ".h5")
      try {
        val out = HdfFile.write(path)
        try {
          out.putAttribute("keras_version", version)
          out.putAttribute("backend", "tensorflow")
          out.putAttribute("model_config", model.toString)
          training.foreach(text => out.putAttribute("training_config", text))
          val all = out.putGroup("model_weights")
          listed(node.get("weights").fields()).foreach(layer => put(all, layer.getKey, layer.getValue))
        } finally out.close()
        Files.readAllBytes(path)
      } finally Files.delete(path)
    }

    private def put(all: WritableGroup, name: String, weights: JsonNode): Unit = {
      val layer = all.putGroup(name)
      val paths = listed(weights.fieldNames()).toArray
      layer.putAttribute("weight_names", paths)
      val groups = scala.collection.mutable.Map[String, WritableGroup]()
      paths.foreach { path =>
        val parts = path.split('/')
        val parent = parts.init.indices.foldLeft(layer) { (group, i) =>
          groups.getOrElseUpdate(parts.take(i + 1).mkString("/"), group.putGroup(parts(i)))
        }
        val shape = listed(weights.get(path).get(0).elements()).map(_.intValue)
        val values = listed(weights.get(path).get(1).elements()).map(_.floatValue).toArray
        parent.putDataset(parts.last, nested(values, shape)): Unit
      }
    }

    private def nested(values: Array[Float], shape: List[Int]): AnyRef = shape match {
      case _ :: Nil => values
      case length :: rest =>
        val size = rest.product
        val parts = (0 until length).map(i => nested(values.slice(i * size, (i + 1) * size), rest))
        val array = java.lang.reflect.Array.newInstance(parts.head.getClass, length)
        parts.zipWithIndex.foreach { case (part, i) => java.lang.reflect.Array.set(array, i, part) }
        array
      case Nil => throw new IllegalArgumentException("a scalar")
    }
  }

  /** Those of Keras 2.15. */
  protected lazy val cases: Seq[KerasCase] = read("settings.json.gz", "2.15.0")

  /** Those of Keras 3. */
  protected lazy val cases3: Seq[KerasCase] = read("settings3.json.gz", "3.15.1")

  private def read(name: String, version: String): Seq[KerasCase] = {
    val in = new GZIPInputStream(classOf[KerasImport].getResourceAsStream(name))
    try
      listed(json.readTree(in).elements()).map { node =>
        KerasCase(
          node.get("kind").textValue,
          node.get("setting").textValue,
          node.get("value").textValue,
          node,
          version
        )
      }
    finally in.close()
  }

  /** What make_settings.py lists of Keras 2.15. */
  protected lazy val keras: JsonNode = tree("layers.json")

  /** What make_settings3.py lists of Keras 3. */
  protected lazy val keras3: JsonNode = tree("layers3.json")

  private def tree(name: String): JsonNode = {
    val in = classOf[KerasImport].getResourceAsStream(name)
    try json.readTree(in)
    finally in.close()
  }
}
