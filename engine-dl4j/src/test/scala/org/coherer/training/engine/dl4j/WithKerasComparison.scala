package org.coherer.training.engine.dl4j

import java.io.{ByteArrayInputStream, IOException}
import java.util.OptionalDouble
import org.coherer.testkit.engine.{Row, WithBatches, WithTolerance}
import org.coherer.training.engine.dl4j.execution.ExecutionPolicy
import org.coherer.training.engine.dl4j.keras.{KerasTable, WithKerasCases}
import org.coherer.training.engine.{Batch, NetworkFile, NetworkImport, Replica, ReplicaSettings, StepContext}
import org.nd4j.shade.jackson.databind.node.{IntNode, ObjectNode}
import org.scalatest.funsuite.AnyFunSuite

/** Holds networks of Keras against what Keras computes with them. */
trait WithKerasComparison
    extends AnyFunSuite
    with WithKerasCases
    with WithNetworks
    with WithBatches
    with WithTolerance {

  protected val engines = Seq(new Dl4jEngine, new Dl4jEngine(ExecutionPolicy.DL4J))

  protected def attempt(file: Array[Byte]): Either[String, NetworkFile] =
    try {
      val importer = engines.head.capability(classOf[NetworkImport]).get
      Right(importer.importNetwork(new ByteArrayInputStream(file), 1L << 20))
    } catch { case e: IOException => Left(e.getMessage) }

  protected def rows(of: KerasCase): Batch = {
    val (features, targets) = (of.floats("x"), of.floats("t"))
    val count = 4
    def row(all: Array[Float], i: Int) = all.slice(i * all.length / count, (i + 1) * all.length / count)
    batch((0 until count).map(i => Row(row(features, i), row(targets, i), 1f)))
  }

  protected def opened[A](file: NetworkFile, engine: Dl4jEngine)(use: Replica => A): A = {
    val replica = engine.open(new ReplicaSettings(file.network(), OptionalDouble.empty(), 1, 1))
    try {
      replica.parameters().copyFrom(file.parameters())
      use(replica)
    } finally replica.close()
  }

  /** Learns from all rows with the file's own loss and optimizer, as often as Keras did. */
  protected def train(replica: Replica, of: KerasCase): Unit =
    (0 until of.steps).foreach { step =>
      val context = StepContext.at(step.toLong, 1)
      replica.forwardBackward(rows(of), context)
      replica.optimizer().step(rows(of).weightSum(), context)
    }

  /** What Keras gives, where it gives logits as the probabilities that they stand for. */
  protected def expected(of: KerasCase, name: String, found: Array[Float]): Array[Float] = {
    val keras = of.floats(name)
    val logits = of.training.exists(_.contains("\"from_logits\":true")) && keras.exists(y => y < 0 || y > 1)
    val width = found.length / 4
    if (!logits) keras
    else if (of.training.get.contains("BinaryCrossentropy"))
      keras.map(y => (1 / (1 + math.exp(-y.toDouble))).toFloat)
    else
      keras.grouped(width).toArray.flatMap { row =>
        val powers = row.map(y => math.exp(y.toDouble))
        powers.map(power => (power / powers.sum).toFloat)
      }
  }

  protected def assertAlike(of: KerasCase, file: NetworkFile, engine: Dl4jEngine): Unit =
    opened(file, engine) { replica =>
      val before = predict(replica, rows(of))
      withClue(s"$of before training: ")(assertClose(before, expected(of, "y", before), 1e-5))
      if (of.isTrained) {
        train(replica, of)
        val after = predict(replica, rows(of))
        withClue(s"$of after training: ")(assertClose(after, expected(of, "trained", after), tolerance(of)))
      }
    }

  /** How far training may be apart. */
  protected def tolerance(of: KerasCase): Double

  protected def setting(of: KerasCase): Option[KerasTable.Setting] =
    KerasTable.settings.getOrElse(of.kind, Map.empty).get(of.setting)

  protected def layers(model: ObjectNode): Seq[ObjectNode] =
    listed(model.get("config").get("layers").elements()).map(_.asInstanceOf[ObjectNode])

  /** The file of the plain case of a layer, with one setting changed. */
  protected def changed(all: Seq[KerasCase], kind: String, name: String, value: Int): Array[Byte] = {
    val plain = all.find(each => each.kind == kind && each.setting.isEmpty).get
    val model = plain.model
    val layer = layers(model).find(_.get("class_name").textValue == kind).get
    layer.get("config").asInstanceOf[ObjectNode].set[ObjectNode](name, IntNode.valueOf(value))
    plain.file(model)
  }
}
