package org.coherer.ml.persistence

import java.io.{IOException, UncheckedIOException}
import java.nio.{ByteBuffer, ByteOrder, FloatBuffer}
import java.nio.file.{Files, Path, Paths}
import java.util.{Arrays, OptionalDouble}

import org.coherer.ml.NeuralNetworkClassificationModel
import org.coherer.testkit.{WithSpark, WithTempDir}
import org.coherer.training.engine.{NetworkFile, ReplicaSettings}
import org.scalatest.funsuite.AnyFunSuite

class ModelReaderSuite extends AnyFunSuite with WithSpark with WithTempDir with WithArtifacts {

  override def beforeAll(): Unit = {
    super.beforeAll()
    spark.version: Unit
  }

  private def frozen(version: Int): Path = Paths.get(getClass.getResource(s"/models/v$version").toURI)

  /** Reads a frozen model: its Params, and what was saved beside them. */
  private def read(version: Int): (NeuralNetworkClassificationModel, ModelArtifact) = {
    var found: ModelArtifact = null
    val reader = new ModelReader[NeuralNetworkClassificationModel](
      classOf[NeuralNetworkClassificationModel],
      (uid, artifact) => {
        found = artifact
        new NeuralNetworkClassificationModel(uid)
      }
    )
    val model = reader.load(frozen(version).resolve("model").toString)
    (model, found)
  }

  private def direct(floats: Int): FloatBuffer =
    ByteBuffer.allocateDirect(4 * floats).order(ByteOrder.nativeOrder()).asFloatBuffer()

  private def probabilities(file: NetworkFile, features: Seq[Double]): Seq[Double] = {
    val replica = engine.open(new ReplicaSettings(file.network(), OptionalDouble.empty(), 0, 1))
    try {
      replica.parameters().host().copyFrom(file.parameters())
      replica.parameters().push()
      val in = direct(features.size)
      features.zipWithIndex.foreach { case (value, i) => in.put(i, value.toFloat) }
      val out = direct(3)
      replica.predict(in, 1, out)
      (0 until 3).map(i => out.get(i).toDouble)
    } finally replica.close()
  }

  Seq(1, 2).foreach { version =>
    test(s"a model that was saved in format version $version gives what it gave") {
      val (model, artifact) = read(version)
      assert(model.uid.startsWith("neuralNetworkClassifier_") && model.getPredictionCol == "prediction")
      val lines =
        new String(Files.readAllBytes(frozen(version).resolve("expected.txt")), "US-ASCII").linesIterator
      val rows = lines.map(_.split(" ").toSeq.map(_.toDouble)).toList
      assert(rows.size == 6)
      rows.foreach { row =>
        probabilities(artifact.network(), row.take(4)).zip(row.drop(4)).foreach { case (found, expected) =>
          assert(math.abs(found - expected) < 1e-5)
        }
      }
    }
  }

  test("version 1 knows of nothing but the network, version 2 of everything") {
    val (_, old) = read(1)
    assert(old.provenance() == null && old.history() == null && old.labels().isEmpty)
    val (_, artifact) = read(2)
    assert(artifact.labels() == Arrays.asList("red", "green", "blue"))
    assert(artifact.provenance().data().trainingRows() == 30 && artifact.provenance().run().seconds() == 1.5)
    assert(artifact.provenance().params().get("maxIter") == "2")
    assert(artifact.provenance().data().schema().contains("\"name\":\"features\""))
    assert(artifact.history().epochs().get(0).validationLoss() == 0.625)
    assert(artifact.history().epochs().get(0).metrics().get("accuracy") == 0.75)
  }

  private def problem(path: Path): String = {
    val error = intercept[UncheckedIOException](SavedModel.load(path.toString))
    assert(error.getCause.isInstanceOf[IOException] && error.getMessage == error.getCause.getMessage)
    error.getMessage
  }

  test("a folder of another model is refused by name, in both versions") {
    Seq(1, 2).foreach { version =>
      val message = problem(frozen(version).resolve("model"))
      assert(message.startsWith("Cannot read ") && message.contains("/model/metadata/part-00000"))
      assert(
        message.endsWith(
          "it is of a org.coherer.ml.NeuralNetworkClassificationModel (must be of a " +
            "org.coherer.ml.persistence.SavedModel; load it as what it is)"
        )
      )
    }
  }

  test("a folder that is not there, or of no model, is refused by name") {
    withTempDir { folder =>
      assert(
        problem(folder.resolve("none")).endsWith(
          "/none/data/manifest.properties: there is no such file (must be in the folder of a saved model)"
        )
      )
    }
  }

  test("what was saved and does not fit the class is refused with the folder") {
    withTempDir { folder =>
      val path = folder.resolve("model").toString
      new SavedModel("s", bare).save(path)
      val fussy =
        new ModelReader[SavedModel](classOf[SavedModel], (uid, artifact) => new PickyModel(uid, artifact))
      val message = intercept[UncheckedIOException](fussy.load(path)).getMessage
      assert(message == s"Cannot read $path: Invalid labels (must be three)")
    }
  }
}
