package org.coherer.benchmarks.accuracy

import java.nio.file.{Files, Path}
import java.util.{Arrays, Optional}
import java.util.function.IntFunction

import scala.collection.mutable.ArrayBuffer

import org.coherer.benchmarks.harness.{BenchmarkException, Rounds}
import org.coherer.benchmarks.networks.SampleNetwork
import org.coherer.benchmarks.process.ProcessGroup
import org.coherer.testkit.WithTempDir
import org.scalatest.funsuite.AnyFunSuite

/** The way from what processes answer to a line; processes are lines of shell. */
class AccuracySuite extends AnyFunSuite with WithTempDir {

  /** A contender that needs ten seconds for an epoch and has these accuracies after them. */
  private class Fake(accuracies: Double*) extends Trial.Growing {
    val asked = ArrayBuffer[Int]()

    override def train(epochs: Int): Trial = {
      asked += epochs
      new Trial(epochs, 10.0 * epochs, accuracies(epochs - 1))
    }
  }

  private def trials(made: Trial*): Trials = {
    val all = new Trials(new IntFunction[Trial] { override def apply(seed: Int): Trial = made(seed - 1) })
    made.foreach(_ => all.next())
    all
  }

  private def withProcesses[A](scripts: String*)(body: ProcessGroup => A): A = withTempDir { logs =>
    val commands = new java.util.ArrayList[java.util.List[String]]
    scripts.foreach(script => commands.add(Arrays.asList("sh", "-c", script)))
    val group = ProcessGroup.start("test", commands, logs)
    try body(group)
    finally group.close()
  }

  test("the time is that of the first training that reaches the accuracy, not of those before it") {
    val fake = new Fake(0.5, 0.86, 0.9)
    assert(fake.reaching(0.86, 5) == new Trial(2, 20, 0.86))
    assert(fake.asked == Seq(1, 2))
  }

  test("an accuracy that is never reached ends the benchmark, and the best one is named") {
    val e = intercept[BenchmarkException](new Fake(0.7, 0.84, 0.83, 0.99).reaching(0.86, 3))
    assert(e.getMessage == "No accuracy of 0.8600 within 3 epochs (0.8400 at best)")
  }

  test("every round has a seed of its own, the same for all contenders") {
    val seeds = ArrayBuffer[Int]()
    def contender = new Trials(new IntFunction[Trial] {
      override def apply(seed: Int): Trial = { seeds += seed; new Trial(1, seed, 0.9) }
    })
    val contenders = new java.util.LinkedHashMap[String, Trials]()
    contenders.put("ours", contender)
    contenders.put("ddp", contender)
    Rounds.ofTrainings(3).measure(contenders)
    assert(seeds == Seq(1, 1, 2, 2, 3, 3))
    assert(contenders.get("ours").seconds.median == 2)
  }

  test("PyTorch goes on from epoch to epoch: the slowest rank's seconds add up, rank 0 knows the accuracy") {
    def rank(seconds: Double, accuracy: Double) =
      s"""read begin; echo ok; while read line; do echo "ok $seconds $accuracy"; done"""
    withProcesses(rank(1.5, 0.8), rank(2.5, 0.0)) { group =>
      val training = new DdpRanks(group).training("mlp", 1)
      assert(training.train(1) == new Trial(1, 2.5, 0.8))
      assert(training.train(2) == new Trial(2, 5.0, 0.8))
    }
  }

  test("a driver is asked for one fit of so many epochs, and answers with its seconds and accuracy") {
    val script = """read line; test "$line" = "network lenet 3 7" && echo "ok 12.5 0.875""""
    withProcesses(script) { group =>
      assert(
        new SparkDriver(group).train(AccuracyWorker.NETWORK, "lenet", 3, 7) == new Trial(3, 12.5, 0.875)
      )
    }
  }

  test("what a worker answers is what its parent reads") {
    val trial = new Trial(4, 1.0e-5, 0.8612)
    assert(Trial.parse(4, trial.answer) == trial)
  }

  test("beside PyTorch: its seconds over ours, MLlib is absent") {
    val ours = trials(new Trial(3, 10, 0.861), new Trial(2, 8, 0.865), new Trial(3, 12, 0.87))
    val ddp = trials(new Trial(2, 9, 0.86), new Trial(3, 12, 0.862), new Trial(4, 15, 0.864))
    val line = new AccuracyLine("mlp", 0.86, ours, Optional.of(ddp), Optional.empty())
      .line("accuracy", "torch-1.13", 3)
      .toString
    assert(
      line.startsWith(
        "accuracy model=mlp target_accuracy=0.8600 seconds=10.00 ratio_ddp=1.200 ratio_mllib=absent " +
          "ratio_mllib_full=absent processes=2 batch=128 seconds_min=8.00 seconds_max=12.00 " +
          "accuracy=0.8650 accuracy_min=0.8610 accuracy_max=0.8700 epochs=3 epochs_min=2 epochs_max=3 " +
          "ddp_seconds=12.00 ddp_seconds_min=9.00 ddp_seconds_max=15.00 ddp_accuracy=0.8620 "
      )
    )
    assert(line.contains(" ddp_epochs=3 ddp_epochs_min=2 ddp_epochs_max=4 mllib_seconds=absent "))
    assert(
      line.endsWith(
        " full_epochs=absent full_epochs_min=absent full_epochs_max=absent peer=torch-1.13 rounds=3"
      )
    )
  }

  test("beside MLlib: up to its accuracy, and with the same maxIter; PyTorch is absent") {
    val mllib = trials(new Trial(40, 60, 0.84))
    val drop = new AccuracyLine.DropIn(mllib, trials(new Trial(40, 30, 0.88)))
    val line =
      new AccuracyLine("mllib", 0.84, trials(new Trial(4, 5, 0.85)), Optional.empty(), Optional.of(drop))
        .line("accuracy", "absent", 3)
        .toString
    assert(line.contains(" seconds=5.00 ratio_ddp=absent ratio_mllib=12.000 ratio_mllib_full=2.000 "))
    assert(line.contains(" ddp_seconds=absent ") && line.contains(" mllib_seconds=60.00 "))
    assert(line.contains(" mllib_accuracy=0.8400 ") && line.contains(" mllib_iterations=40 "))
    assert(line.contains(" full_seconds=30.00 ") && line.contains(" full_accuracy=0.8800 "))
  }

  test("MLlib's estimator and ours have the same settings, PyTorch's networks the same batch") {
    val layers = Estimators.layers("784-100-10")
    val settings = Seq("layers", "blockSize", "maxIter", "seed")
    val theirs = Estimators.mllib(layers, 40, 7)
    val ours = Estimators.ours(layers, 40, 7)
    settings.foreach { name =>
      val values = Seq(theirs, ours).map(stage => stage.getOrDefault(stage.getParam(name)))
      assert(values.head == values(1) || name == "layers", name)
      assert(theirs.isSet(theirs.getParam(name)) && ours.isSet(ours.getParam(name)), name)
    }
    val network = Estimators.ours(SampleNetwork.LENET, 3, 7)
    assert(network.getOrDefault(network.getParam("batchSize")) == Estimators.BATCH)
  }

  test("without images the benchmark says what it needs") {
    def refused(named: Optional[Path]) =
      intercept[BenchmarkException](ImageFiles.in(named)).getMessage
    assert(
      refused(Optional.empty()) ==
        "No images to train on (give --data the folder with the four IDX files of Fashion-MNIST, " +
        "plain or .gz; or try --quick, which draws some)"
    )
    withTempDir { folder =>
      Files.createFile(folder.resolve("train-images-idx3-ubyte.gz"))
      assert(
        refused(Optional.of(folder)) ==
          s"No file train-labels-idx1-ubyte or train-labels-idx1-ubyte.gz in '$folder' " +
          "(--data must have the four IDX files of Fashion-MNIST)"
      )
    }
  }

  test("drawn digits are IDX files: a header, then a byte for each pixel or label") {
    withTempDir { folder =>
      val images = ImageFiles.draw(folder.resolve("digits"), 12, 3)
      assert(ImageFiles.in(Optional.of(images.folder)) == images)
      val pixels = Files.readAllBytes(images.folder.resolve("train-images-idx3-ubyte"))
      assert(pixels.take(16).toSeq.map(_.toInt) == Seq(0, 0, 8, 3, 0, 0, 0, 12, 0, 0, 0, 28, 0, 0, 0, 28))
      assert(pixels.length == 16 + 12 * 784 && pixels.drop(16).exists(_ != 0))
      val labels = Files.readAllBytes(images.folder.resolve("t10k-labels-idx1-ubyte"))
      assert(labels.toSeq.map(_.toInt) == Seq(0, 0, 8, 1, 0, 0, 0, 3, 0, 1, 2))
    }
  }
}
