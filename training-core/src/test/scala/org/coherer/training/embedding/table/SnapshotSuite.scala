package org.coherer.training.embedding.table

import scala.util.Random

import org.coherer.training.embedding.{RowAdmission, RowOptimizer}
import org.scalatest.funsuite.AnyFunSuite

/** Rows leave a table in slices, and come back in any order. */
class SnapshotSuite extends AnyFunSuite with WithTables {

  private val adam = spec(4, new RowOptimizer.LazyAdam(0.1f, 0.9f, 0.999f, 1e-8f), lifetime(maxAge = 5))

  private val ids: Seq[Long] = {
    val random = new Random(2)
    Seq(0L, -1L, Long.MaxValue, Long.MinValue) ++ Seq.fill(3000)(random.nextLong()) ++ (1L until 1000L)
  }

  private def trained(table: EmbeddingTable): Unit =
    for (step <- 1 to 3) table.touch(ids.drop(step * 100), step.toLong)

  test("a table that is restored from slices of any size, in any order, is the same, and learns on alike") {
    withTable(adam) { table =>
      trained(table)
      for (rowsAtOnce <- Seq(1, 37, 100000)) withTable(adam) { copy =>
        Random.shuffle(table.slices(rowsAtOnce)).foreach(copy.restore)
        assert(copy.rows == table.rows && copy.snapshot() == table.snapshot())
        assert(copy.rowsOf(ids) == table.rowsOf(ids))
      }
      withTable(adam) { copy =>
        table.slices(500).foreach(copy.restore)
        Seq(table, copy).foreach(_.touch(ids.take(2000), 7))
        assert(copy.snapshot() == table.snapshot())
        assert(copy.sweep(8, 100000) == table.sweep(8, 100000))
        assert(copy.snapshot() == table.snapshot())
      }
    }
  }

  test("a table that has reserved its index for the rows of a snapshot does not grow it while they come") {
    withTable(adam) { table =>
      table.touch(0L until 60000L)
      withTable(adam) { copy =>
        copy.reserve(60000)
        val reserved = copy.bytes
        assert(reserved > 60000 * 9 && reserved < 60000 * 15)
        table.slices(5000).foreach(copy.restore)
        assert(copy.rows == 60000)
        assert(copy.bytes - reserved == (2 << 21), "two slabs of 32768 rows of 64 bytes, and nothing else")
        assert(copy.bytes <= TableMemory.bytes(adam, 60000, 1))
        copy.reserve(10)
        assert(copy.rowsOf(0L until 1000L) == table.rowsOf(0L until 1000L))
      }
      withTable(adam, limit = 100000) { small =>
        small.reserve(60000)
        assert(small.bytes <= 100000, "as far as there is memory")
      }
    }
  }

  test("rows that are restored replace those that are there") {
    withTable(adam) { table =>
      trained(table)
      val (slices, before) = (table.slices(100), table.snapshot())
      table.touch(ids, 9)
      assert(table.snapshot() != before)
      slices.foreach(table.restore)
      val after = table.snapshot()
      for ((id, row) <- before) assert(after(id) == row)
    }
  }

  test("rows are restored whatever their number of pushes, and no more than there is memory for") {
    val bounded = spec(
      4,
      new RowOptimizer.LazyAdam(0.1f, 0.9f, 0.999f, 1e-8f),
      lifetime(maxRows = 50, admission = RowAdmission.atPush(3))
    )
    withTable(adam) { table =>
      table.touch(0L until 50L)
      withTable(bounded) { copy =>
        table.slices(10).foreach(copy.restore)
        assert(copy.rows == 50 && copy.rowsOf(0L until 50L) == table.rowsOf(0L until 50L))
        table.touch(50L until 60L)
        intercept[TableFullException](table.slices(10).foreach(copy.restore))
        assert(copy.rows == 50)
      }
    }
  }

  test("an empty table has no slices") {
    withTable(adam) { table =>
      assert(table.slices(10).isEmpty)
      table.restore(buffer(0))
      assert(table.rows == 0)
    }
  }

  test("rows that are there all the time are read once, whatever is stored and evicted meanwhile") {
    withTable(adam) { table =>
      table.touch(ids, 100)
      table.touch(100000L until 104000L, 1)
      val reader = table.reader()
      val slice = buffer(table.snapshotRowBytes * 50)
      var found = List[Long]()
      var next = 200000L
      while (reader.next(slice.clear()) > 0) {
        for (at <- 0 until slice.position() by table.snapshotRowBytes) found ::= slice.getLong(at)
        table.touch(next until next + 100, 100)
        next += 100
        table.sweep(100, 100)
      }
      assert(found.distinct.size == found.size)
      assert(ids.toSet.diff(found.toSet).isEmpty)
    }
  }
}
