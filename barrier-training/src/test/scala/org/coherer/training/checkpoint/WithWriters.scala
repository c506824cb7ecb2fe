package org.coherer.training.checkpoint

import java.io.IOException
import java.time.Duration
import java.util.concurrent.ConcurrentLinkedQueue

import org.coherer.training.checkpoint.format._
import org.coherer.training.vector.FlatVector

/** Writers of ranks, and a driver that commits what they report. */
trait WithWriters extends WithCheckpoints {

  protected val toDrain: Duration = Duration.ofSeconds(60)

  /** Keeps what a writer tells. */
  protected final class Told extends SliceListener {
    val reports = new ConcurrentLinkedQueue[SliceReport]()
    val failures = new ConcurrentLinkedQueue[(CheckpointId, Throwable)]()
    override def written(report: SliceReport): Unit = reports.add(report)
    override def failed(id: CheckpointId, cause: Throwable): Unit = failures.add((id, cause))
  }

  protected def writer(
      store: CheckpointStore,
      listener: SliceListener,
      rank: Int = 0,
      ranks: Int = 1,
      onFailure: OnFailure = OnFailure.WARN,
      floats: Long = 1
  ): CheckpointWriter =
    new CheckpointWriter(store, new SliceRole(fingerprint(), rank, ranks), floats, onFailure, listener)

  protected def using[C <: AutoCloseable, T](closed: C)(use: C => T): T =
    try use(closed)
    finally closed.close()

  /** What has become of a checkpoint: what the ranks and the driver have failed with. */
  protected final class Saved(val values: Map[String, FlatVector], val failures: Seq[Throwable])

  /** Has ranks write a checkpoint and a driver commit it, the way a training does. */
  protected def saveByRanks(
      store: CheckpointStore,
      id: CheckpointId,
      ranks: Int,
      driver: CheckpointCommitter
  ): Saved = {
    val all = vectors(id.hashCode)
    val told = new Told
    val writers = (0 until ranks).map(rank => writer(store, told, rank, ranks))
    try {
      for ((one, rank) <- writers.zipWithIndex)
        assert(one.capture(id, stateOf(all), parts(all, rank, ranks)))
      writers.foreach(one => assert(one.drain(toDrain)))
    } finally writers.foreach(_.close())
    val refused = told.reports.toArray(Array[SliceReport]()).toSeq.flatMap { report =>
      try {
        driver.accept(SliceReport.decode(report.encode))
        None
      } catch { case e: IOException => Some(e) }
    }
    val failures = told.failures.toArray(Array[(CheckpointId, Throwable)]()).toSeq
    failures.foreach { case (failed, _) => driver.failed(failed) }
    new Saved(all, failures.map(_._2) ++ refused)
  }
}
