package org.coherer.training.data

import org.coherer.training.encoding.TargetEncoding
import java.util.concurrent.{CancellationException, CountDownLatch}

import org.coherer.training.engine.Batch
import org.scalatest.funsuite.AnyFunSuite

class PrefetchedBatchesSuite extends AnyFunSuite with WithRecords {

  private val layout = new RecordLayout(1, new TargetEncoding.ClassIndex(2))

  /** The rows of each batch of an epoch, until the first empty batch. */
  private def epoch(source: BatchSource, number: Int): Seq[Seq[Int]] = {
    source.startEpoch(number)
    Iterator
      .continually(source.next())
      .takeWhile(_.rows() > 0)
      .map(batch => (0 until batch.rows()).map(batch.features().get(_).toInt))
      .toList
  }

  private def withRows[A](rows: Int, batchSize: Int, seed: Long = 1)(body: BatchSource => A): A =
    withBatches(
      layout,
      (0 until rows).map(id => Record(Seq(id.toFloat), (id % 2).toFloat)),
      batchSize,
      seed
    )(body)

  for (rows <- Seq(0, 1, 4, 5, 6, 97, 500); batchSize <- Seq(1, 5)) {
    test(s"$rows rows in batches of $batchSize: every row once in each epoch, only the last batch short") {
      withRows(rows, batchSize) { source =>
        assert(source.rows() == rows)
        for (number <- 1 to 3) {
          val found = epoch(source, number)
          assert(found.flatten.sorted == (0 until rows))
          assert(found.dropRight(1).forall(_.size == batchSize))
        }
      }
    }
  }

  test("a used-up shard gives empty batches as long as it is asked") {
    withRows(3, 2) { source =>
      epoch(source, 1)
      assert(Seq.fill(3)(source.next().rows()) == Seq(0, 0, 0))
    }
  }

  test("an epoch that is broken off leaves nothing to the next one") {
    withRows(50, 8) { source =>
      val second = epoch(source, 2)
      source.startEpoch(1)
      source.next()
      assert(epoch(source, 2) == second)
    }
  }

  test("every position is equally likely for a row") {
    withRows(5, 5) { source =>
      val positions = (1 to 5000).map(number => epoch(source, number).head.indexOf(0))
      positions.groupBy(identity).values.foreach { same =>
        assert(math.abs(same.size - 1000) < 4 * math.sqrt(1000 * 0.8))
      }
    }
  }

  /** Hands out batches of one row, and does something before each. */
  private class Disturbed(before: Int => Unit) extends BatchFiller {
    private var filled = 0
    @volatile var closed = false
    override def rows(): Long = 4
    override def startAt(epoch: Int, row: Long): Unit = filled = 0
    override def fill(batch: Batch): Unit = {
      before(filled)
      batch.rows(if (filled < 4) 1 else 0)
      filled += 1
    }
    override def close(): Unit = closed = true
  }

  private def prefetched(filler: BatchFiller) =
    new PrefetchedBatches(filler, layout, 1, null, "coherer-data-test")

  test("what goes wrong while batches are assembled is thrown to whoever takes them, again and again") {
    val broken = new java.io.UncheckedIOException("disk", new java.io.IOException("disk"))
    val filler = new Disturbed(filled => if (filled == 1) throw broken)
    val source = prefetched(filler)
    source.startEpoch(1)
    val thrown = Seq.fill(3)(intercept[java.io.UncheckedIOException] {
      (1 to 3).foreach(_ => source.next())
    })
    thrown.foreach(e => assert(e eq broken))
    source.close()
    assert(filler.closed)
  }

  test("the time spent waiting for data is measured") {
    val slow = new CountDownLatch(1)
    val source = prefetched(new Disturbed(filled => if (filled == 0) slow.await()))
    source.startEpoch(1)
    val before = source.waitNanos()
    val helper = new Thread(() => {
      while (Thread.currentThread().isAlive && source.waitNanos() < 0) ()
      java.util.concurrent.locks.LockSupport.parkNanos(20000000)
      slow.countDown()
    })
    helper.start()
    source.next()
    assert(source.waitNanos() - before > 5000000)
    helper.join()
    source.close()
  }

  test("an interrupt ends the wait for data, and closing ends the thread in the middle of its work") {
    val never = new CountDownLatch(1)
    val source = prefetched(new Disturbed(_ => never.await()) {
      override def fill(batch: Batch): Unit =
        try super.fill(batch)
        catch { case _: InterruptedException => Thread.currentThread().interrupt() }
    })
    source.startEpoch(1)
    Thread.currentThread().interrupt()
    assert(intercept[CancellationException](source.next()).getMessage == "Interrupted while waiting for data")
    assert(Thread.interrupted())
    source.close()
    assert(!Thread.getAllStackTraces.keySet.stream.anyMatch(_.getName == "coherer-data-test"))
  }
}
