package org.coherer.benchmarks.inference

import java.nio.file.Paths
import java.util.Optional

import org.coherer.benchmarks.harness.{RunSettings, Selection, Torch}
import org.coherer.benchmarks.networks.SampleNetwork
import org.scalatest.funsuite.AnyFunSuite

class ContenderSuite extends AnyFunSuite {

  private val torch = new Torch("python3", "1.13.0", 80, Paths.get("scripts"))

  private def settings(peer: Optional[Torch]) =
    new RunSettings(
      true,
      peer,
      Paths.get("logs"),
      Optional.empty(),
      Paths.get("scripts"),
      Selection.ALL
    )

  private def words(contender: Contender, peer: Optional[Torch]): Seq[String] = {
    val command = contender.command(settings(peer)).get
    (0 until command.size).map(command.get)
  }

  test("a label finds its contender") {
    Contender.values.foreach(contender => assert(Contender.of(contender.label) eq contender))
  }

  test("PyTorch has its script, and is absent without a Python") {
    assert(words(Contender.TORCH, Optional.of(torch)) == Seq("python3", "scripts/torch_inference.py"))
    assert(!Contender.TORCH.command(settings(Optional.empty())).isPresent)
  }

  test("all others are JVMs that are told which they are, with what Spark needs where there is one") {
    Contender.values.filter(_ != Contender.TORCH).foreach { contender =>
      val command = words(contender, Optional.empty())
      assert(command.takeRight(3).head == classOf[InferenceWorker].getName)
      assert(command.takeRight(2).head == contender.label)
      assert(command.exists(_.startsWith("--add-opens")) == contender.spark, contender)
    }
    assert(Contender.values.filter(_.transforms).forall(_.spark))
  }

  test("MLlib gets the rows that all others get") {
    val rows = LocalSpark.vectors(SampleNetwork.TABULAR, 5)
    val features = SampleNetwork.TABULAR.features(5)
    assert(rows.size == 5)
    for (row <- 0 until 5; column <- 0 until 30)
      assert(rows.get(row).apply(column) == features(row * 30 + column).toDouble)
  }

  test("a replica and DL4J's own network predict whole rows, and the outputs are of the last call") {
    val model = SampleNetwork.TABULAR
    val plain = new PlainPredictor(model, 3)
    plain.predict()
    assert(plain.outputs.length == 3 * model.classes)
    plain.close()
    val replica = ReplicaPredictor.of(model, 3)
    replica.predict()
    val before = replica.outputs
    replica.parameters.host.fill(0f)
    replica.parameters.push()
    replica.predict()
    assert(replica.outputs.forall(_ == 1f / model.classes) && before.length == replica.outputs.length)
    replica.close()
  }
}
