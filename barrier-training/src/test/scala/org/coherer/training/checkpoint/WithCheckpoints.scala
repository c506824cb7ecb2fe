package org.coherer.training.checkpoint

import java.nio.file.{Path => LocalPath}
import java.util.{Arrays, List => JList, Optional}

import scala.util.Random

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.{FileSystem, Path}
import org.coherer.testkit.WithTempDir
import org.coherer.training.checkpoint.format._
import org.coherer.training.vector.FlatVector

/** A run with a state of some hundred numbers, whose ranks save their parts. */
trait WithCheckpoints extends WithTempDir {

  protected val parameters = 301
  protected val blockBytes = 64
  protected val run = 0x0123456789abcdefL
  protected val loop: Array[Byte] = Array[Byte](1, 2, 3)

  protected def fingerprint(changes: (String, String)*): Fingerprint = {
    val components = new java.util.TreeMap[String, String]()
    (Seq("network" -> "dl4j:0f1e", "data" -> "1000 rows", "params.batchSize" -> "32") ++ changes)
      .foreach { case (name, value) => components.put(name, value) }
    Fingerprint.of(components)
  }

  protected def id(epochs: Int, steps: Long = 0, token: Long = run, attempt: Int = 0): CheckpointId =
    new CheckpointId(new CheckpointPosition(epochs, steps), token, attempt)

  /** Vectors with any bits, also such as are not numbers. */
  protected def vectors(seed: Long): Map[String, FlatVector] = {
    val random = new Random(seed)
    def vector(length: Int) = {
      val values = FlatVector.allocate(length)
      (0 until length).foreach(i => values.setBits(i, random.nextInt()))
      values
    }
    Map(
      StateVector.PARAMETERS -> vector(parameters),
      StateVector.OPTIMIZER -> vector(2 * parameters),
      StateVector.BEST -> vector(3 * parameters)
    )
  }

  protected def stateOf(all: Map[String, FlatVector], best: Boolean = false): CheckpointState = {
    val shapes = all.toSeq.sortBy(_._1).map { case (name, values) => new StateVector(name, values.length) }
    new CheckpointState(Arrays.asList(shapes: _*), loop, best)
  }

  protected def parts(all: Map[String, FlatVector], rank: Int, ranks: Int): JList[RangeValues] =
    Arrays.asList(
      all.toSeq.sortBy(_._1).map { case (name, values) => RangeValues.part(name, values, rank, ranks) }: _*
    )

  protected def header(id: CheckpointId, rank: Int, ranks: Int, slice: JList[RangeValues]): SliceHeader = {
    val ranges = new java.util.ArrayList[VectorRange]()
    slice.forEach(part => ranges.add(part.range))
    new SliceHeader(id, fingerprint().digest(), rank, ranks, Random.nextLong(), blockBytes, ranges)
  }

  protected def writeSlice(
      store: CheckpointStore,
      id: CheckpointId,
      all: Map[String, FlatVector],
      rank: Int,
      ranks: Int
  ): SliceReport = {
    val slice = parts(all, rank, ranks)
    val values = new java.util.ArrayList[FlatVector]()
    slice.forEach(part => values.add(part.values))
    val summary = store.write(header(id, rank, ranks, slice), values)
    val state = if (rank == 0) Optional.of(stateOf(all)) else Optional.empty[CheckpointState]
    new SliceReport(id, summary, state)
  }

  protected def committer(
      store: CheckpointStore,
      ranks: Int,
      toKeep: Int = 3,
      token: Long = run,
      attempt: Int = 0
  ): CheckpointCommitter = {
    val origin = new CheckpointCommitter.Origin(fingerprint(), "0.1.0-test")
    new CheckpointCommitter(store, origin, token, attempt, ranks, toKeep)
  }

  /** Writes all slices and commits; returns what was saved. */
  protected def save(
      store: CheckpointStore,
      id: CheckpointId,
      ranks: Int = 2,
      toKeep: Int = 3,
      best: Boolean = false
  ): Map[String, FlatVector] = {
    val all = vectors(id.hashCode)
    val driver = committer(store, ranks, toKeep, id.run, id.attempt)
    val reports = (0 until ranks).map(rank => writeSlice(store, id, all, rank, ranks)).map { report =>
      val state = report.state.map[CheckpointState](_ => stateOf(all, best))
      new SliceReport(id, report.slice, state)
    }
    assert(reports.map(driver.accept).count(_.isPresent) == 1)
    all
  }

  protected def latest(store: CheckpointStore): LatestCheckpoint =
    store.latest(fingerprint(), _ => (), CheckpointStore.Verification.CONTENT)

  protected def bits(vector: FlatVector): Seq[Int] =
    (0L until vector.length).map(vector.getBits(_))

  /** Reads all vectors as a number of ranks would, each its part; returns them joined. */
  protected def restored(checkpoint: Checkpoint, ranks: Int): Map[String, Seq[Int]] = {
    val targets = collection.mutable.Map[String, FlatVector]()
    checkpoint.manifest.state.vectors.forEach { vector =>
      targets(vector.name) = FlatVector.allocate(vector.length)
    }
    (0 until ranks).foreach(rank => checkpoint.restore(parts(targets.toMap, rank, ranks)))
    targets.map { case (name, values) => name -> bits(values) }.toMap
  }

  protected def bitsOf(all: Map[String, FlatVector]): Map[String, Seq[Int]] =
    all.map { case (name, values) => name -> bits(values) }

  private[checkpoint] def localStore(folder: LocalPath): CheckpointStore =
    new CheckpointStore(FileSystem.getLocal(new Configuration()), new Path(folder.toUri))

  protected def names(folder: LocalPath): Set[String] = {
    val found = folder.toFile.list()
    if (found == null) Set.empty else found.toSet
  }
}
