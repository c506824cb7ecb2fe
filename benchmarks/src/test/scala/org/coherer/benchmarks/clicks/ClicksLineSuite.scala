package org.coherer.benchmarks.clicks

import java.nio.ByteOrder.LITTLE_ENDIAN
import java.nio.{ByteBuffer, FloatBuffer, IntBuffer}
import java.nio.file.Files
import java.util.{Arrays, Optional}
import java.util.function.IntFunction

import scala.collection.mutable.ArrayBuffer

import org.coherer.benchmarks.harness.Rounds
import org.coherer.benchmarks.process.ProcessGroup
import org.coherer.examples.clicks.Click
import org.coherer.testkit.WithTempDir
import org.scalatest.funsuite.AnyFunSuite

/** The way from rows, and from what processes answer, to a line; processes are lines of shell. */
class ClicksLineSuite extends AnyFunSuite with WithTempDir {

  private val plan = new ClicksPlan(1000, 100, 2, Rounds.ofTrainings(3))

  private def trials(made: ClickTrial*): ClickTrials = {
    val all = new ClickTrials(new IntFunction[ClickTrial] {
      override def apply(seed: Int): ClickTrial = made(seed - 1)
    })
    made.foreach(trial => assert(all.getAsDouble == trial.seconds))
    all
  }

  private val ours =
    trials(new ClickTrial(2, 5, 0.7), new ClickTrial(4, 9, 0.72), new ClickTrial(1, 4, 0.71))

  test(
    "a line has the examples of all epochs by their seconds, and how far behind the optimum the model is"
  ) {
    val torch = trials(new ClickTrial(8, 8, 0.71), new ClickTrial(4, 4, 0.70), new ClickTrial(2, 2, 0.69))
    assert(
      new ClicksLine(plan, "synchronous", ours, Optional.of(torch), 0.75)
        .line("clicks", "torch-2")
        .toString ==
        "clicks consistency=synchronous rows=1000 epochs=2 batch=1000 examples_per_s=1000 ratio_torch=2.000 auc=0.7100 " +
        "optimal_auc=0.7500 behind=0.0400 examples_per_s_min=500 examples_per_s_max=2000 auc_min=0.7000 auc_max=0.7200 fit_seconds=5.0 " +
        "fit_seconds_min=4.0 fit_seconds_max=9.0 torch_examples_per_s=500 torch_examples_per_s_min=250 " +
        "torch_examples_per_s_max=1000 torch_auc=0.7000 torch_auc_min=0.6900 torch_auc_max=0.7100 peer=torch-2 rounds=3"
    )
  }

  test("without PyTorch its figures are absent") {
    val line =
      new ClicksLine(plan, "synchronous", ours, Optional.empty(), 0.75).line("clicks", "absent").toString
    assert(line.contains(" ratio_torch=absent ") && line.contains(" torch_examples_per_s=absent "))
    assert(line.contains(" torch_auc=absent ") && line.endsWith(" peer=absent rounds=3"))
  }

  test("what a worker answers is what its parent reads") {
    val trial = new ClickTrial(1.5e-5, 12.25, 0.8123)
    assert(ClickTrial.parse(trial.answer) == trial)
  }

  private def withProcess[A](script: String)(body: ClickProcess => A): A = withTempDir { logs =>
    val command = Arrays.asList("sh", "-c", script)
    val group = ProcessGroup.start("test", Arrays.asList(Seq(command): _*), logs)
    try body(new ClickProcess(group))
    finally group.close()
  }

  test(
    "both are asked for a training of so many epochs with a seed, PyTorch with the network's rates as well"
  ) {
    def answering(request: String) = s"""read line; test "$$line" = "$request" && echo "ok 2.5 3.5 0.75""""
    val expected = new ClickTrial(2.5, 3.5, 0.75)
    withProcess(answering("train 2 7 asynchronous"))(process =>
      assert(process.train(2, 7, "asynchronous") == expected)
    )
    withProcess(answering("train 2 1000 0.05 0.004 7"))(process =>
      assert(process.trainTorch(2, 7) == expected)
    )
  }

  test("rows are written as plain numbers, those of a row together") {
    withTempDir { folder =>
      new ClickFiles(folder).write("some", ClicksPlan.LOG, 5, 25)
      val clicks = ArrayBuffer[Click]()
      ClicksPlan.LOG.clicks(5, 25).forEach(click => clicks += click)
      def bytes(ending: String) =
        ByteBuffer.wrap(Files.readAllBytes(folder.resolve(s"some.$ending"))).order(LITTLE_ENDIAN)
      val fields = ClicksPlan.LOG.fields.size
      val numbers = clicks.flatMap(click => (0 until fields).map(field => click.number(field))).toArray
      assert(bytes("numbers").asIntBuffer() == IntBuffer.wrap(numbers))
      assert(
        bytes("dense").asFloatBuffer() == FloatBuffer.wrap(clicks.flatMap(click => click.dense.toSeq).toArray)
      )
      assert(bytes("clicks").array.toSeq == clicks.map(click => if (click.clicked) 1 else 0).toSeq)
    }
  }
}
