package org.coherer.training.embedding.table

import java.util.concurrent.{Callable, Executors, TimeUnit}
import java.util.concurrent.atomic.AtomicBoolean

import scala.util.Random

import org.coherer.training.embedding.RowInitializer
import org.scalatest.funsuite.AnyFunSuite

/** Threads that pull see whole rows while others push, sweep and read all. */
class ConcurrencySuite extends AnyFunSuite with WithTables {

  private val zeros =
    spec(24, lifetime = lifetime(maxAge = 1000)).withInitializer(new RowInitializer.Constant(0f))

  private def inThreads(tasks: Seq[() => Unit]): Unit = {
    val threads = Executors.newFixedThreadPool(tasks.size)
    try {
      val futures = tasks.map(task => threads.submit(new Callable[Unit] { def call(): Unit = task() }))
      futures.foreach(_.get(60, TimeUnit.SECONDS))
    } finally {
      threads.shutdownNow()
      assert(threads.awaitTermination(10, TimeUnit.SECONDS))
    }
  }

  private def whole(rows: Iterable[Seq[Float]]): Unit =
    assert(rows.forall(row => row.distinct.size == 1), "all numbers of a row are those of one push")

  test("every row is whole, and no push is lost") {
    withTable(zeros) { table =>
      val done = new AtomicBoolean
      val (writers, pushes) = (2, 150)
      def write(number: Int)(): Unit =
        for (push <- 0 until pushes) {
          table.touch(0L until 500L, 10)
          table.touch((0L until 200L).map(i => 1000000L * (number + 1) + push * 200 + i), 10)
        }
      def pull(): Unit = {
        val random = new Random(5)
        var before = Seq.fill(500)(0f)
        while (!done.get) {
          val rows = table.rowsOf(0L until 500L)
          whole(rows)
          whole(table.rowsOf(Seq.fill(300)(1000000L + random.nextInt(30000))))
          assert(rows.map(_.head).zip(before).forall { case (now, earlier) => earlier >= now })
          before = rows.map(_.head)
        }
      }
      def readAll(): Unit = while (!done.get) {
        whole(table.snapshot(1000).values.map(_._1))
        table.sweep(20, 1000)
      }
      val work = inThreads(
        Seq(
          () =>
            try inThreads((0 until writers).map(number => () => write(number)()))
            finally done.set(true),
          () => pull(),
          () => readAll()
        )
      )
      assert(table.rowsOf(0L until 500L).flatten.forall(_ == -(writers * pushes).toFloat))
      assert(table.rows == 500 + writers * pushes * 200)
    }
  }

  test("a table that is closed among pulls and pushes fails them, and crashes nothing") {
    val table = new EmbeddingTable(zeros, 1, new MemoryBudget(plenty))
    table.touch(0L until 5000L)
    val started = new java.util.concurrent.CountDownLatch(2)
    def until(call: () => Unit)(): Unit = {
      call()
      started.countDown()
      val e = intercept[IllegalStateException](while (true) call())
      assert(e.getMessage == "Embedding table 't' is closed")
    }
    inThreads(
      Seq(
        () => until(() => table.rowsOf(0L until 5000L))(),
        () => until(() => table.touch(0L until 5000L))(),
        () => { started.await(); table.close() }
      )
    )
    assert(table.bytes == 0)
  }
}
