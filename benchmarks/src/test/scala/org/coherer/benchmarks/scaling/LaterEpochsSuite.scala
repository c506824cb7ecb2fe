package org.coherer.benchmarks.scaling

import scala.collection.mutable.ArrayBuffer

import org.coherer.training.data.BatchSource
import org.coherer.training.engine.Batch
import org.scalatest.funsuite.AnyFunSuite

class LaterEpochsSuite extends AnyFunSuite {

  private class Recorded extends BatchSource {
    val calls: ArrayBuffer[String] = ArrayBuffer()
    val batch = new Batch(1, 1, 1)
    override def rows: Long = 17
    override def startAt(epoch: Int, batch: Long): Unit = calls += s"start $epoch at $batch"
    override def next(): Batch = { calls += "next"; batch }
    override def waitNanos: Long = 5
    override def close(): Unit = calls += "close"
  }

  test("epochs are counted on from those before; all else is that of the source") {
    val source = new Recorded
    val later = new LaterEpochs(source, 7)
    later.startEpoch(1)
    assert(later.next() eq source.batch)
    later.startAt(2, 4)
    later.close()
    assert(source.calls == Seq("start 8 at 0", "next", "start 9 at 4", "close"))
    assert(later.rows == 17 && later.waitNanos == 5)
  }

  test("a trajectory is read as it is written, one loss for each epoch") {
    val read = Trajectory.parse("ours", "2.5 1.25 NaN")
    assert(read.losses.size == 3 && read.losses.get(1) == 1.25 && read.losses.get(2).isNaN)
    assert(Trajectory.parse("ours", "2.50004 1").toString == "ours losses 2.5000 1.0000")
  }
}
