package org.coherer.training.engine

import java.io.{InputStream, OutputStream}
import java.util.Optional

import org.scalatest.funsuite.AnyFunSuite

/** This module has no engine on its class path. */
class EnginesSuite extends AnyFunSuite {

  private object Editing extends NetworkEditing {
    override def edit(network: NetworkSpec, edit: NetworkEdit): NetworkSpec = network
    override def transfer(source: NetworkFile, transfer: Transfer): NetworkFile = source
  }

  private class Toy extends Engine {
    private def none = throw new UnsupportedOperationException("not in this suite")
    override def name(): String = "toy"
    override def version(): String = "1"
    override def describe(network: NetworkSpec): NetworkShape = none
    override def open(settings: ReplicaSettings): Replica = none
    override def optimizerLayout(settings: ReplicaSettings): OptimizerLayout = none
    override def write(file: NetworkFile, out: OutputStream): Unit = none
    override def read(in: InputStream, maxBytes: Long): NetworkFile = none
  }

  private def messageOf(make: => Any): String = intercept[IllegalArgumentException](make).getMessage

  test("without any engine, the error says which artifact to add") {
    val expected =
      "Cannot find the engine 'dl4j': there is no engine on the class path (add one, such as the" +
        " artifact coherer-engine-dl4j)"
    assert(messageOf(Engines.named("dl4j")) == expected)
    assert(messageOf(Engines.of(new NetworkSpec("dl4j", "{}"))) == expected)
  }

  test("an engine has no capability unless it says so, and the error names the Param that needs one") {
    assert(!new Toy().capability(classOf[NetworkEditing]).isPresent)
    assert(
      messageOf(Engines.require(new Toy, classOf[NetworkEditing], "dropout")) ==
        "Cannot use dropout with engine 'toy', which has no NetworkEditing (clear dropout)"
    )
  }

  test("a capability that is there is returned") {
    val able = new Toy {
      override def capability[C <: EngineCapability](kind: Class[C]): Optional[C] =
        if (kind.isInstance(Editing)) Optional.of(kind.cast(Editing)) else Optional.empty()
    }
    assert(Engines.require(able, classOf[NetworkEditing], "dropout") eq Editing)
    intercept[IllegalArgumentException](Engines.require(able, classOf[NetworkImport], "initialModelPath"))
  }
}
