package org.coherer.training.checkpoint

import java.nio.file.{Path, Paths}
import java.util.{Arrays, Collections, Optional}

import org.coherer.training.checkpoint.format._
import org.coherer.training.event.TrainingHistory
import org.coherer.training.event.TrainingHistory.ValidationResult
import org.coherer.training.loop.{BestEpoch, EpochTally, LoopState, LoopStateCodec, RollBacks}
import org.coherer.training.sync.StepTotals
import org.coherer.training.vector.FlatVector

/** The content of the checkpoints that are read for ever. `main` writes one, as its own version does; it is
  * not run by any test.
  *
  * Argument: a folder that is not there yet.
  */
object FrozenCheckpoint extends WithCheckpoints {

  val Ranks = 2

  val Lengths: Map[String, Int] =
    Map(StateVector.PARAMETERS -> 37, StateVector.OPTIMIZER -> 74, StateVector.BEST -> 37)

  val Id: CheckpointId = id(2, 7, attempt = 1)

  val Print: Fingerprint = fingerprint()

  /** Any bits: most are numbers, some are not. */
  def bitsOf(vector: String): Seq[Int] =
    (0 until Lengths(vector)).map(i => vector.length * 0x3b9aca07 + i * 0x9e3779b1)

  private val metrics = {
    val map = new java.util.TreeMap[String, java.lang.Double]()
    map.put("accuracy", 0.75)
    map
  }

  private def epoch(number: Int, validation: ValidationResult) = new TrainingHistory.Epoch(
    number,
    0.5 / number,
    1000L,
    number - 1L,
    0.01,
    new TrainingHistory.Times(5, 1, 2, 1.5, 0.5),
    validation
  )

  val State: LoopState = new LoopState(
    Arrays.asList(epoch(1, ValidationResult.NONE), epoch(2, new ValidationResult(0.25, metrics))),
    new EpochTally(7, 1, new StepTotals(224, 224.5, 33.25)),
    new BestEpoch(2, 0.25),
    Optional.empty(),
    1.5,
    RollBacks.NONE
  )

  def main(args: Array[String]): Unit = write(Paths.get(args(0)))

  def write(folder: Path): Unit = {
    val store = localStore(folder)
    val all = Lengths.map { case (name, length) =>
      val values = FlatVector.allocate(length)
      bitsOf(name).zipWithIndex.foreach { case (bits, i) => values.setBits(i, bits) }
      name -> values
    }
    val state = new CheckpointState(stateOf(all).vectors, LoopStateCodec.encode(State), true)
    val driver = committer(store, Ranks, attempt = 1)
    (0 until Ranks).foreach { rank =>
      val report = writeSlice(store, Id, all, rank, Ranks)
      driver.accept(new SliceReport(Id, report.slice, report.state.map[CheckpointState](_ => state)))
    }
  }

  /** Fails unless a folder holds all of it. */
  def check(store: CheckpointStore): Unit = {
    val check: CheckpointStore.StateCheck = bytes => assert(LoopStateCodec.decode(bytes) == State)
    val found = store.latest(Print, check, CheckpointStore.Verification.CONTENT)
    assert(found.skipped == Collections.emptyList() && found.checkpoint.isPresent)
    val manifest = found.checkpoint.get.manifest
    assert(manifest.id == Id && manifest.fingerprint == Print && manifest.library == "0.1.0-test")
    assert(manifest.workers == Ranks && manifest.state.best)
    for (ranks <- Seq(1, 3)) {
      val all = restored(found.checkpoint.get, ranks)
      assert(all.keySet == Lengths.keySet)
      all.foreach { case (name, bits) => assert(bits == bitsOf(name)) }
    }
  }
}
