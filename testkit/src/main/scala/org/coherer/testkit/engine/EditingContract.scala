package org.coherer.testkit.engine

import java.util.{Collections, Optional}

import org.coherer.training.engine.Transfer.Frozen
import org.coherer.training.engine.Transfer.NewOutput
import org.coherer.training.engine.{
  Engines,
  NetworkEdit,
  NetworkEditing,
  NetworkFile,
  NetworkSpec,
  StepContext,
  Transfer
}
import org.coherer.training.vector.FlatVector
import org.scalatest.funsuite.AnyFunSuite

/** What every engine must do that edits networks. */
trait EditingContract extends AnyFunSuite with WithEngine with WithBatches with WithTolerance {

  private lazy val editing = Engines.require(engine, classOf[NetworkEditing], "optimizer")
  private val hidden = 5 * 7 + 7

  private def source: NetworkFile = new NetworkFile(
    classifier,
    FlatVector.of(withReplicaOf(settingsOf(classifier, seed = 4))(_.parameters().toArray): _*)
  )

  private def transfer(frozen: Frozen, output: Option[NewOutput] = None): NetworkFile =
    editing.transfer(
      source,
      new Transfer(frozen, output.fold(Optional.empty[NewOutput]())(some => Optional.of(some)), 6)
    )

  private def trained(file: NetworkFile, classes: Int = 3): Array[Float] =
    withReplicaOf(settingsOf(file.network())) { replica =>
      replica.parameters().copyFrom(file.parameters())
      val some = batch(rows(8, 5, classes, seed = 2))
      (0L until 3L).map(StepContext.at(_, 1)).foreach { context =>
        replica.forwardBackward(some, context)
        replica.optimizer().step(8, context)
      }
      replica.parameters().toArray
    }

  private def problem(edit: NetworkEdit): String =
    intercept[IllegalArgumentException](editing.edit(classifier, edit)).getMessage

  test("editing contract: no edit leaves the network") {
    val edited = editing.edit(classifier, NetworkEdit.NONE)
    assert(edited.engine() == engine.name() && engine.describe(edited) == engine.describe(classifier))
    assert(engine.optimizerLayout(settingsOf(edited)) == engine.optimizerLayout(settingsOf(classifier)))
  }

  test("editing contract: another optimizer keeps the layers and has a state of its own") {
    val sgd = editing.edit(classifier, NetworkEdit.NONE.withOptimizer("sgd", Collections.emptyMap()))
    assert(engine.describe(sgd).parameterCount() == engine.describe(classifier).parameterCount())
    assert(engine.optimizerLayout(settingsOf(sgd)).stateLength() == 0)
  }

  test("editing contract: names that are not known are refused with those that are") {
    val optimizer = problem(NetworkEdit.NONE.withOptimizer("secret", Collections.emptyMap()))
    assert(optimizer.contains("'secret'") && optimizer.contains("adam"))
    val loss = problem(NetworkEdit.NONE.withLoss("secret"))
    assert(loss.contains("'secret'") && loss.contains("crossEntropy"))
  }

  test("editing contract: training leaves every bit of frozen layers, and no others") {
    val frozen = transfer(new Frozen.First(1))
    val (before, after) = (frozen.parameters().toArray, trained(frozen))
    assertSameBits(before, source.parameters().toArray)
    assertSameBits(after.take(hidden), before.take(hidden))
    assert(difference(after.drop(hidden), before.drop(hidden)) > 0)
  }

  test("editing contract: a new output has new weights; all other parameters are kept") {
    val other = transfer(new Frozen.None(), Some(new NewOutput(4, NewOutput.Meaning.CLASSES)))
    val shape = engine.describe(other.network())
    assert(shape.outputLength() == 4 && shape.outputIsDistribution())
    assertSameBits(other.parameters().toArray.take(hidden), source.parameters().toArray.take(hidden))
    assert(trained(other, classes = 4).length == shape.parameterCount())
  }

  test("editing contract: other parameters than the network's, and another engine's, are refused") {
    val none = new Transfer(new Frozen.None(), Optional.empty(), 1)
    val short = intercept[IllegalArgumentException](
      editing.transfer(new NetworkFile(classifier, FlatVector.of(1f)), none)
    )
    assert(short.getMessage.startsWith("Cannot transfer a network with 1 parameters "))
    val other = new NetworkSpec("other", classifier.text())
    val error = intercept[IllegalArgumentException](editing.edit(other, NetworkEdit.NONE))
    assert(error.getMessage.startsWith("Cannot read a network of engine 'other' "))
  }
}
