package org.coherer.ml

import java.nio.file.{Files, Path => LocalPath}

import org.coherer.connector.column.InvalidParamException
import org.coherer.testkit.{EventRecords, WithLogLines, WithSpark, WithTempDir}
import org.scalatest.funsuite.AnyFunSuite

/** The Params `profileSteps` and `profileDir`. */
class ProfileSuite extends AnyFunSuite with WithSpark with WithBlobs with WithTempDir with WithLogLines {

  private def estimator(folder: LocalPath, steps: String = "5-8"): NeuralNetworkClassifier = classifier()
    .setMaxIter(4)
    .setBatchSize(16)
    .setNumWorkers(2)
    .setProfileDir(folder.toString)
    .setProfileSteps(steps)

  private def content(folder: LocalPath, suffix: String): Array[Byte] = {
    val Array(file) = folder.toFile.listFiles().filter(_.getName.endsWith(suffix))
    Files.readAllBytes(file.toPath)
  }

  private def summary(folder: LocalPath): String = new String(content(folder, ".txt"), "UTF-8")

  /** The names of the slices of a kind. */
  private def slices(folder: LocalPath, kind: String): Seq[String] = EventRecords
    .parse(content(folder, ".pftrace"))
    .messages(1)
    .filter(_.has(11))
    .map(_.message(11))
    .filter(event => event.has(22) && event.text(22) == kind)
    .map(_.text(23))

  test("a fit writes a trace of the steps on all workers and a summary; the model has the same bits") {
    withTempDir { folder =>
      val model = estimator(folder).fit(blobs(200))
      assert(slices(folder, "step") == Seq.fill(2)((5 to 8).map(i => s"step $i")).flatten)
      for (kind <- Seq("data", "pass", "clip", "optimizer")) assert(slices(folder, kind).size == 8, kind)
      assert(slices(folder, "forward").distinct.size == 2)
      assert(summary(folder).startsWith("Steps 5 to 8 of 2 ranks, "))
      val plain = classifier().setMaxIter(4).setBatchSize(16).setNumWorkers(2).fit(blobs(200))
      assert(parameters(model) == parameters(plain))
    }
  }

  test("the trainers local and averaging are traced too") {
    withTempDir { folder =>
      estimator(folder).setTrainer("local").setNumWorkers(1).fit(blobs(200))
      assert(slices(folder, "step").size == 4 && slices(folder, "exchange").nonEmpty)
    }
    withTempDir { folder =>
      estimator(folder).setTrainer("averaging").setAveragingSteps(4).fit(blobs(200))
      assert(slices(folder, "step").distinct == Seq("step 5 to 7", "step 8 to 11"))
      assert(summary(folder).startsWith("Steps 5 to 11 of 2 ranks, "))
    }
  }

  test("a fit that makes none of the steps says so") {
    withTempDir { folder =>
      val lines =
        logged("org.coherer.connector.trace.StepProfile")(estimator(folder, "500-510").fit(blobs(100)))
      assert(
        lines == Seq("WARN There is no profile: the run has made none of the steps 500 to 510 (profileSteps)")
      )
      assert(folder.toFile.list().isEmpty)
    }
  }

  private def unread = blobs(10).where("raise_error('a row was read') is null")

  test("what cannot be is refused before a row is read, and names the Params") {
    withTempDir { folder =>
      def refused(stage: NeuralNetworkClassifier, params: String*): String = {
        val e = intercept[InvalidParamException](stage.fit(unread))
        assert(e.params().toArray.toSeq == params)
        e.getMessage
      }
      for (steps <- Seq("", "5", "0-3", "7-5", "1-1001", "a-b", "-1-5"))
        assert(
          refused(estimator(folder, steps), "profileSteps") ==
            s"Invalid profileSteps '$steps' (must be first-last, such as 101-120, counted from 1, at most 1000 steps)"
        )
      assert(
        refused(classifier().setProfileSteps("1-2"), "profileSteps", "profileDir") ==
          "profileSteps is set and profileDir is not (set profileDir to the folder that the profile goes to)"
      )
      assert(
        refused(classifier().setProfileDir("x"), "profileSteps", "profileDir") ==
          "profileDir is set and profileSteps is not (set profileSteps to the steps to profile, such as 101-120)"
      )
      assert(
        refused(estimator(folder).setTrainer("parameterServer"), "profileSteps", "trainer") ==
          "profileSteps is set and trainer is parameterServer (whose steps cannot be traced yet; clear" +
          " profileSteps, or set another trainer)"
      )
      val file = Files.createFile(folder.resolve("file"))
      val message = refused(estimator(file), "profileDir")
      assert(message.startsWith(s"Invalid profileDir $file: Cannot write a profile to "), message)
    }
  }
}
