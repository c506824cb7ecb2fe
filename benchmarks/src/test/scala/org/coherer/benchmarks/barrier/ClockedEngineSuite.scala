package org.coherer.benchmarks.barrier

import org.coherer.benchmarks.networks.SampleNetwork
import org.coherer.testkit.WithTempDir
import org.coherer.training.engine.{Engines, NetworkSpec, ReplicaSettings, StepContext}
import org.scalatest.funsuite.AnyFunSuite

class ClockedEngineSuite extends AnyFunSuite with WithTempDir {

  private val text = SampleNetwork.TABULAR.network.text

  private def settings(engine: String) =
    new ReplicaSettings(new NetworkSpec(engine, text), java.util.OptionalDouble.empty, 1, 1)

  test("it is found by its name, and describes networks as the default engine does") {
    val (ours, theirs) = (Engines.named("clocked"), Engines.named("dl4j"))
    val described = Seq(ours -> "clocked", theirs -> "dl4j").map { case (engine, name) =>
      engine.describe(new NetworkSpec(name, text)).parameterCount
    }
    assert(described.head == described(1) && ours.version == theirs.version)
    assert(ours.optimizerLayout(settings("clocked")) == theirs.optimizerLayout(settings("dl4j")))
    intercept[IllegalArgumentException](ours.describe(new NetworkSpec("dl4j", text)))
  }

  test("a replica notes its optimizer steps, and changes parameters as the default engine's does") {
    withTempDir { folder =>
      val moments = new Moments(folder)
      val inner = Engines.named("dl4j").open(settings("dl4j"))
      val plain = Engines.named("dl4j").open(settings("dl4j"))
      val clocked = new ClockedReplica(inner, MomentFile.create(folder, 1))
      try {
        Seq(clocked, plain).foreach { replica =>
          replica.gradients.host.fill(1)
          replica.gradients.push()
          replica.optimizer.step(1, StepContext.at(4, 1))
          replica.parameters.pull()
        }
        assert(clocked.parameters.host.toArray.toSeq == plain.parameters.host.toArray.toSeq)
        assert(clocked.optimizer eq clocked.optimizer)
        assert(moments.read().size == 1)
        assert(moments.read().get(0).number == 5 && moments.read().get(0).rank == 1)
      } finally {
        clocked.close()
        plain.close()
      }
    }
  }
}
