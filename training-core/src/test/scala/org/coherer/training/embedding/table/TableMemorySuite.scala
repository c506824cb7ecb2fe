package org.coherer.training.embedding.table

import java.io.File
import java.lang.management.{BufferPoolMXBean, ManagementFactory}
import java.util.concurrent.TimeUnit

import scala.collection.mutable
import scala.io.Source
import scala.util.Random

import org.coherer.training.embedding.{
  EmbeddingSpec,
  IdPartition,
  RowAdmission,
  RowInitializer,
  RowLifetime,
  RowOptimizer,
  RowStep,
  WhenFull
}
import org.scalatest.Assertions
import org.scalatest.funsuite.AnyFunSuite

/** What a table takes, and what it does where there is no more. */
class TableMemorySuite extends AnyFunSuite with WithTables {

  private def fill(table: EmbeddingTable, ids: Seq[Long], step: Long = 1): Unit =
    ids.grouped(1000).foreach(some => table.touch(some, step))

  test("a row of 16 floats with row-wise AdaGrad takes at most 88 bytes, 92 if it has an age") {
    val rowWise = new RowOptimizer.RowWiseAdaGrad(0.05f, 1e-8f)
    for ((life, most) <- Seq(RowLifetime.FOREVER -> 88.0, lifetime(maxAge = 10) -> 92.0)) {
      withTable(spec(16, rowWise, life)) { table =>
        val ids = idsOf(0L until 1000L)
        val gradients = floatsOf(Seq.fill(1000)(Seq.fill(16)(1f)))
        val rows = 500000
        for (first <- 0 until rows by 1000) {
          for (i <- 0 until 1000) ids.putLong(i * 8, (first + i).toLong)
          table.push(ids, gradients, new RowStep(1f, 1f, 1))
          val perRow = table.bytes.toDouble / (first + 1000)
          assert(first < 200000 || perRow <= most + 2097152.0 / first, "at any time, within a slab")
        }
        assert(table.rows == rows)
        val slab = 2097152.0 / rows
        assert(table.bytes.toDouble / rows <= most + slab)
        // So the half of 20 million rows takes less than 0.93 GB.
        assert(most * 10000000 + (1 << 21) < 0.93e9)
      }
    }
  }

  test("all that is allocated is in the budget, and all of it is returned") {
    val budget = new MemoryBudget(plenty)
    val some = Seq(
      spec(),
      spec(16, new RowOptimizer.LazyAdam(0.1f, 0.9f, 0.999f, 1e-8f)),
      spec(lifetime = lifetime(admission = RowAdmission.atPush(2), maxAge = 4))
    )
    val tables = some.map(new EmbeddingTable(_, 2, budget))
    assert(tables(2).bytes == 16L << 20 && budget.used == 16L << 20)
    for (table <- tables; round <- 0 until 5) {
      fill(table, (round * 7000L) until (round * 7000L + 9000))
      assert(budget.used == tables.map(_.bytes).sum)
    }
    tables(2).sweep(100, 1000000)
    assert(budget.used == tables.map(_.bytes).sum)
    tables.head.close()
    assert(budget.used == tables.tail.map(_.bytes).sum)
    tables.tail.foreach(_.close())
    assert(budget.used == 0)
  }

  test("what a table takes is known before: no less than it will be, and little more") {
    val adam = new RowOptimizer.LazyAdam(0.1f, 0.9f, 0.999f, 1e-8f)
    val some = Seq(
      spec(16, new RowOptimizer.RowWiseAdaGrad(0.05f, 1e-8f)),
      spec(1, lifetime = lifetime(maxAge = 3, admission = RowAdmission.atPush(1))),
      spec(3, adam, lifetime(maxRows = 100000)),
      spec(2, lifetime = lifetime(maxRows = 3000, whenFull = WhenFull.EVICT))
    )
    for (table <- some; servers <- Seq(1, 3)) {
      val counts = Seq(0, 1, 10, 100, 999, 5000, 20000, 77777, 200000)
      val budget = new MemoryBudget(plenty)
      val shards = Seq.fill(servers)(new EmbeddingTable(table, servers, budget))
      var (next, peak) = (0L, 0L)
      for (rows <- counts if rows <= table.lifetime.maxRows) {
        (next until rows.toLong).grouped(1000).foreach { ids =>
          for ((server, part) <- ids.groupBy(new IdPartition(servers).shardOf(_)))
            if (part.size + shards(server).rows <= table.lifetime.maxRowsOf(servers))
              shards(server).touch(part)
        }
        next = rows.toLong
        peak = shards.map(_.bytes).max
        val foreseen = TableMemory.bytes(table, rows.toLong, servers)
        val what = s"$rows rows of $table on $servers: $peak of $foreseen"
        assert(peak <= foreseen, what)
        assert(rows < 20000 || foreseen - peak <= 0.12 * foreseen + (2 << 20), what)
      }
      shards.foreach(_.close())
    }
    val waiting = spec(lifetime = lifetime(admission = RowAdmission.atPush(2), maxRows = 10))
    withTable(waiting)(table => assert(TableMemory.bytes(waiting, 0, 1) == table.bytes))
    assert(
      TableMemory.bytes(some(3), 1L << 60, 3) == TableMemory.bytes(some(3), 3000, 3),
      "no more than it may have"
    )
    val tenMillion = TableMemory.bytes(some.head, 10000000, 1)
    assert(tenMillion > 860e6 && tenMillion < 900e6, tenMillion)
    intercept[IllegalArgumentException](TableMemory.bytes(some.head, -1, 1))
    intercept[IllegalArgumentException](TableMemory.bytes(some.head, 1, 0))
    intercept[ArithmeticException](TableMemory.bytes(spec(16384, adam), Long.MaxValue / 1000, 1))
  }

  test("a table of few rows takes little memory") {
    withTable(spec(16, lifetime = lifetime(maxRows = 100))) { table =>
      fill(table, 0L until 100L)
      assert(table.bytes < 15000)
    }
  }

  test("a table that may have no more rows says so, and keeps and changes those that it has") {
    withTable(spec(lifetime = lifetime(maxRows = 10))) { table =>
      fill(table, 0L until 10L)
      val before = table.snapshot()
      val full = intercept[TableFullException](table.touch(Seq(10L, 11L)))
      assert(
        full.getMessage.matches(
          "Embedding table 't' is full: its shard has 10 rows in \\d+ bytes \\(it may have 10 rows; " +
            "all tables of the server have \\d+ of 1073741824 bytes\\)\\. Raise maxRows or the server's " +
            "memory \\(also -XX:MaxDirectMemorySize\\), add servers, or let the table evict rows \\(whenFull\\)"
        ),
        full.getMessage
      )
      assert(table.snapshot() == before)
      table.touch(0L until 10L)
      assert(table.row(3) == table.initial(3).map(_ - 1f).map(_ - 1f))
      assert(table.row(11) == table.initial(11))
    }
  }

  /** A slab, and for each of 256 segments an index of 16 rows. */
  private val Smallest = 32768L * 44 + 256 * 24 * 8

  /** Pushes new ids with old ones to a table of little memory. Returns the rows that it had at most. */
  private def crowd(limit: Long, whenFull: WhenFull): Long = {
    val small =
      spec(8, lifetime = lifetime(whenFull = whenFull)).withInitializer(new RowInitializer.Constant(0f))
    val budget = new MemoryBudget(limit)
    val table = new EmbeddingTable(small, 1, budget)
    var most = 0L
    try {
      val random = new Random(limit)
      val pushes = mutable.Map[Long, Int]().withDefaultValue(0)
      for (round <- 0 until 60) {
        val ids = Seq.fill(2000)(random.nextInt(1 << (8 + round / 6)).toLong).distinct
        try {
          table.touch(ids, round.toLong)
          ids.foreach(id => pushes(id) += 1)
        } catch {
          case _: TableFullException if whenFull == WhenFull.FAIL || limit < Smallest => return table.rows
        }
        most = math.max(most, table.rows)
        assert(budget.used <= limit && budget.used == table.bytes)
        val stored = table.snapshot(1000)
        assert(stored.size == table.rows)
        for ((id, (row, _)) <- stored) {
          assert(row.distinct.size == 1 && -row.head >= 1 && -row.head <= pushes(id))
          assert(table.row(id) == row)
        }
      }
    } finally table.close()
    assert(budget.used == 0)
    most
  }

  test("where memory is exhausted, for rows or for the index, rows fail or make way") {
    // 32768 slots of 40 bytes, or 44 with an age: the largest power of two within 2 MiB.
    for (limit <- Seq(1L, 100L, 32768L * 40 - 1)) {
      assert(crowd(limit, WhenFull.FAIL) == 0)
      assert(crowd(limit, WhenFull.EVICT) == 0)
    }
    for (ofIndex <- Seq(1L, 600L, 20000L, 150000L)) {
      val kept = crowd(32768 * 40 + ofIndex, WhenFull.FAIL)
      val evicting = crowd(32768 * 44 + ofIndex, WhenFull.EVICT)
      info(s"with $ofIndex bytes for the index: $kept and $evicting rows")
      assert(kept <= 32768 && evicting <= 32768)
      assert(kept <= ofIndex / 9 && evicting <= ofIndex / 9)
      assert(ofIndex < 150000 || evicting > 10000)
    }
  }

  test("the rows that make way are old ones") {
    val crowded = spec(lifetime = lifetime(maxRows = 1000, whenFull = WhenFull.EVICT))
    withTable(crowded) { table =>
      val hot = 0L until 100L
      for (step <- 0 until 200) {
        table.touch(hot, step.toLong)
        table.touch((0L until 50L).map(i => 1000L + step * 50 + i), step.toLong)
        assert(table.rows <= 1000)
      }
      val stored = table.snapshot()
      assert(stored.size == 1000 && hot.forall(stored.contains))
      for (id <- hot; value <- stored(id)._1.zip(table.initial(id)))
        assert(math.abs(value._2 - value._1 - 200) < 1e-2)
      val steps = stored.values.map(_._2).toSeq
      assert(steps.count(_ > 160) > 900, "most of the others are from the last 18 steps or little older")
    }
  }

  test("limits that allow nothing are refused") {
    val none = intercept[IllegalArgumentException](new MemoryBudget(0))
    assert(none.getMessage == "Invalid memory limit of embedding tables 0 (must be at least 1 byte)")
    val waiting = spec(lifetime = lifetime(admission = RowAdmission.atPush(2)))
    intercept[TableFullException](new EmbeddingTable(waiting, 1, new MemoryBudget(1000)))
  }

  test("a limit of the Java runtime's own is like one of the budget") {
    val java = new File(System.getProperty("java.home"), "bin/java").getPath
    val child = new ProcessBuilder(
      java,
      "-Xmx64m",
      "-XX:MaxDirectMemorySize=16m",
      "-cp",
      System.getProperty("java.class.path"),
      "org.coherer.training.embedding.table.DirectLimit"
    ).redirectErrorStream(true).start()
    try {
      val output = Source.fromInputStream(child.getInputStream).mkString
      assert(child.waitFor(60, TimeUnit.SECONDS) && child.exitValue == 0, output)
      assert(output.contains("full, and then all rows are there"), output)
    } finally child.destroyForcibly()
  }
}

/** Fills a table in a process that allows 16 MiB of direct memory. */
object DirectLimit extends WithTables {

  private def directMemory: Long =
    ManagementFactory
      .getPlatformMXBeans(classOf[BufferPoolMXBean])
      .stream()
      .filter(_.getName == "direct")
      .findFirst()
      .get
      .getMemoryUsed

  def main(args: Array[String]): Unit = {
    val before = directMemory
    val table = new EmbeddingTable(EmbeddingSpec.of("t", 8).withOptimizer(sgd), 1, new MemoryBudget(plenty))
    val gradients = floatsOf(Seq.fill(100)(Seq.fill(8)(1f)))
    val ids = buffer(800)
    def idsOf(first: Long) = { for (i <- 0 until 100) ids.putLong(i * 8, first + i); ids }
    val step = new RowStep(1f, 1f, 1)
    var next = 0L
    try
      while (next < 10000000) {
        table.push(idsOf(next), gradients, step)
        next += 100
      }
    catch { case _: TableFullException => () }
    val stored = table.rows
    for (some <- (0L until next).grouped(5000))
      assert(table.rowsOf(some) == some.map(id => table.initial(id).map(_ - 1f)))
    assert(stored >= next && table.bytes > (12 << 20) && table.bytes <= (16 << 20), s"$stored rows")
    val start = System.nanoTime()
    for (id <- 0L until 1000L)
      Assertions.intercept[TableFullException](table.touch(Seq(next + 1000000 + id)))
    assert(System.nanoTime() - start < 10000000000L, "a refusal is remembered")
    table.close()
    val left = directMemory - before
    assert(left < 1000000, "what is left are the buffers of this test")
    println("full, and then all rows are there")
  }
}
