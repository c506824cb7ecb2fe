package org.coherer.ml.persistence

import java.io.IOException
import java.nio.file.{Files, Path}

import org.apache.spark.ml.param.ParamMap
import org.apache.spark.ml.{Pipeline, PipelineModel, PipelineStage}
import org.coherer.testkit.{WithSpark, WithTempDir}
import org.coherer.training.engine.NetworkFile
import org.coherer.training.vector.FlatVector
import org.deeplearning4j.util.ModelSerializer
import org.scalatest.funsuite.AnyFunSuite

class ModelWriterSuite extends AnyFunSuite with WithSpark with WithTempDir with WithArtifacts {

  /** Spark's readers and writers want a session that is there. */
  override def beforeAll(): Unit = {
    super.beforeAll()
    spark.version: Unit
  }

  private def model(artifact: ModelArtifact = full): SavedModel =
    new SavedModel("saved_1", artifact).setSize(5)

  private def arrays(file: NetworkFile): Seq[Seq[Float]] =
    Option(file.optimizerState()).map(_.values().unpack()).toSeq.+:(file.parameters()).map(_.toArray.toSeq)

  private def counts(file: NetworkFile) =
    Option(file.optimizerState()).map(state => (state.steps(), state.epochs()))

  private def assertSame(found: ModelArtifact, expected: ModelArtifact): Unit = {
    assert(found.engine() == expected.engine() && found.network().network() == expected.network().network())
    assert(arrays(found.network()) == arrays(expected.network()))
    assert(counts(found.network()) == counts(expected.network()))
    assert(found.preprocessing() == expected.preprocessing() && found.labels() == expected.labels())
    assert(found.provenance() == expected.provenance())
    assert(found.history() == expected.history() && found.calibration() == expected.calibration())
  }

  test("what is written is read: network, preprocessing, labels, provenance, history, calibration, Params") {
    withTempDir { folder =>
      val path = folder.resolve("model").toString
      model().write.option("optimizerState", "true").save(path)
      val loaded = SavedModel.load(path)
      assertSame(loaded.artifact, full)
      assert(loaded.uid == "saved_1" && loaded.getOrDefault(loaded.size) == 5)
      assert(!loaded.isSet(loaded.width) && loaded.getOrDefault(loaded.width) == 7)
    }
  }

  test("the optimizer's state is written if there is one, unless that is not wanted") {
    withTempDir { folder =>
      val path = folder.resolve("model").toString
      model().write.save(path)
      assertSame(SavedModel.load(path).artifact, full)
      model().write.overwrite().option("OPTIMIZERSTATE", "false").save(path)
      assertSame(SavedModel.load(path).artifact, full.withoutOptimizerState())
    }
  }

  test("what is not known is not written") {
    withTempDir { folder =>
      val path = folder.resolve("model")
      model(bare).save(path.toString)
      assertSame(SavedModel.load(path.toString).artifact, bare)
      assert(
        filesIn(path) ==
          Seq("data/manifest.properties", "data/network.zip", "metadata/_SUCCESS", "metadata/part-00000")
      )
    }
  }

  test("options that do not exist, or ask for what is not there, are refused") {
    withTempDir { folder =>
      val path = folder.resolve("model")
      def problem(artifact: ModelArtifact, name: String, value: String): String =
        intercept[IllegalArgumentException](
          model(artifact).write.option(name, value).save(path.toString)
        ).getMessage
      assert(problem(full, "optimizer", "true") == "Unknown option 'optimizer' (must be optimizerState)")
      assert(
        problem(full, "optimizerState", "yes") ==
          "Invalid value 'yes' of optimizerState (must be true or false)"
      )
      assert(
        problem(bare, "optimizerState", "true") ==
          "Cannot save the optimizer's state: this model does not have it " +
          "(omit the option optimizerState, or fit the model with keepOptimizerState)"
      )
      assert(filesIn(folder).isEmpty)
    }
  }

  test("DL4J opens the network without Coherer") {
    withTempDir { folder =>
      model().write.option("optimizerState", "true").save(folder.resolve("model").toString)
      val file = folder.resolve("model/data/network.zip").toFile
      val restored = ModelSerializer.restoreMultiLayerNetwork(file, true)
      assert(restored.params().dup().data().asFloat().toSeq == arrays(full.network()).head)
      assert(restored.getUpdater.getStateViewArray.dup().data().asFloat().toSeq == arrays(full.network())(1))
    }
  }

  test("Spark reads the metadata, and a person the rest") {
    withTempDir { folder =>
      val path = folder.resolve("model")
      model().save(path.toString)
      val metadata = spark.read.json(path.resolve("metadata").toString).head()
      assert(metadata.getAs[String]("class") == classOf[SavedModel].getName)
      def lines(name: String): Seq[String] =
        new String(Files.readAllBytes(path.resolve("data").resolve(name)), "US-ASCII").linesIterator.toSeq
      assert(
        lines("manifest.properties").take(4) ==
          Seq("formatVersion=2", "engine=dl4j", "files=7", "file.1=metadata/part-00000")
      )
      assert(lines("provenance.properties").contains("started=2026-01-31T12:00:00.125Z"))
      assert(lines("history.properties").contains("epoch.1.validationLoss=0.8"))
      assert(lines("labels.properties").take(2) == Seq("labels=4", "label.1=cat"))
      assert(lines("labels.properties").takeRight(2) == Seq("type=string", "meaning=value"))
      assert(
        lines("calibration.properties") ==
          Seq("temperature=1.4366", "loss.before=0.5831", "loss=0.3333333333333333")
      )
      val learned = lines("preprocessing.properties")
      assert(learned.contains("features=4") && learned.contains("targets.means=AABEQQ=="))
    }
  }

  test("a path that exists is refused by name, and replaced if that is asked for") {
    withTempDir { folder =>
      val path = folder.resolve("model")
      model().save(path.toString)
      val error = intercept[IOException](model(bare).save(path.toString))
      assert(error.getMessage.startsWith(s"Path $path already exists. To overwrite it, please use"))
      assertSame(SavedModel.load(path.toString).artifact, full)
      model(bare).write.overwrite().save(path.toString)
      assertSame(SavedModel.load(path.toString).artifact, bare)
      assertNoLitter(folder)
    }
  }

  private def assertNoLitter(folder: Path): Unit =
    assert(folder.toFile.list().toSeq.filter(_ != "model").isEmpty)

  test("a failure leaves the model that was there and nothing else") {
    withTempDir { folder =>
      val path = folder.resolve("model").toString
      // Metadata is written by then, and the beginning of the data.
      val broken = new ModelArtifact(new NetworkFile(network, FlatVector.allocate(3)))
      def problem(): String =
        intercept[IllegalArgumentException](model(broken).write.overwrite().save(path)).getMessage
      assert(problem().startsWith("Cannot write a network with 3 parameters"))
      assert(folder.toFile.list().isEmpty)
      model().save(path)
      assert(problem().startsWith("Cannot write a network with 3 parameters"))
      assertSame(SavedModel.load(path).artifact, full)
      assertNoLitter(folder)
    }
  }

  test("a model is saved within pipelines, whose folders are not there yet") {
    withTempDir { folder =>
      val path = folder.resolve("some/where/pipeline").toString
      val stages = Array[PipelineStage](model(), model(bare).copy(ParamMap.empty))
      val pipeline = new Pipeline().setStages(stages).fit(spark.range(3))
      pipeline.save(path)
      pipeline.write.overwrite().save(path)
      val loaded = PipelineModel.load(path).stages.map(_.asInstanceOf[SavedModel])
      assertSame(loaded(0).artifact, full)
      assertSame(loaded(1).artifact, bare)
    }
  }

  test("a root is no place for a model") {
    assert(
      intercept[IllegalArgumentException](model().save("/")).getMessage ==
        "Cannot write to /: it is the root (must be a folder below it)"
    )
  }

  test("Params are kept as they were at fit, defaults included") {
    val params = Provenance.paramsOf(model())
    assert(params.toString == "{size=5, width=7}")
  }

  test("a provenance that cannot be is refused") {
    def problem(workers: Int, seconds: Double): String = intercept[IllegalArgumentException](
      new Provenance.Run(0, workers, java.time.Instant.EPOCH, seconds)
    ).getMessage
    assert(problem(0, 1) == "Invalid number of workers 0 (must be at least 1)")
    def rows(training: Long, validation: Long): String =
      intercept[IllegalArgumentException](new Provenance.Data("", training, validation)).getMessage
    assert(rows(-1, 0) == "Invalid training rows -1 (must be at least 0)")
    assert(rows(0, -2) == "Invalid validation rows -2 (must be at least 0)")
    assert(problem(1, Double.NaN) == "Invalid duration in seconds NaN (must be finite, at least 0)")
    val machine = Machine.current(engine)
    assert(machine.os().startsWith("Linux ") && !machine.processor().isEmpty)
    assert(machine.kernels().matches("ND4J linux-x86_64.*, OpenBLAS .+"))
    val versions = Versions.current(engine)
    assert(versions.spark() == spark.version && versions.coherer().matches("\\d+\\..*"))
  }
}
