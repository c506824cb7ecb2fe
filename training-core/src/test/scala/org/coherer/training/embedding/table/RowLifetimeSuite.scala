package org.coherer.training.embedding.table

import scala.util.Random

import org.coherer.training.embedding.{RowAdmission, RowLifetime, Unstored}
import org.scalatest.funsuite.AnyFunSuite

/** Ids get rows when they have been pushed often enough, and lose them when they are old. */
class RowLifetimeSuite extends AnyFunSuite with WithTables {

  private def admitting(pushes: Int, window: Int = 4096, unstored: Unstored = Unstored.INITIAL_ROW) =
    spec(lifetime = lifetime(admission = new RowAdmission(pushes, window, unstored)))

  test("an id gets its row at its n-th push, which is the first that changes it") {
    for (pushes <- Seq(1, 2, 3, 100)) withTable(admitting(pushes)) { table =>
      for (push <- 1 until pushes) {
        table.touch(Seq(5))
        assert(table.rows == 0 && table.row(5) == table.initial(5), push)
      }
      table.touch(Seq(5))
      assert(table.rows == 1 && table.row(5) == table.initial(5).map(_ - 1f))
      table.touch(Seq(5))
      assert(table.row(5) == table.initial(5).map(_ - 1f).map(_ - 1f))
    }
  }

  test("pulls do not count") {
    withTable(admitting(2)) { table =>
      for (_ <- 0 until 10) table.row(5)
      table.touch(Seq(5))
      assert(table.rows == 0)
    }
  }

  test("an id that has no row yet has its initial row or zeros") {
    withTable(admitting(2, unstored = Unstored.ZEROS)) { table =>
      table.touch(Seq(5))
      assert(table.row(5) == Seq(0f, 0f, 0f))
      table.touch(Seq(5))
      assert(table.rowsOf(Seq(6, 5)) == Seq(Seq(0f, 0f, 0f), table.initial(5).map(_ - 1f)))
    }
  }

  test("few ids are admitted early, and none late within a window") {
    for (pushes <- Seq(2, 3)) withTable(admitting(pushes)) { table =>
      val random = new Random(1)
      var early = 0L
      val windows = 20
      for (_ <- 0 until windows) {
        val once = Seq.fill(4096 - 100 * pushes)(random.nextLong() & Long.MaxValue)
        val frequent = Seq.fill(100)(random.nextLong() & Long.MaxValue)
        val before = table.rows
        table.touch(once.take(2000))
        for (_ <- 0 until pushes) table.touch(frequent)
        table.touch(once.drop(2000))
        early += table.rows - before - 100
        assert(table.snapshot(5000).keySet.intersect(frequent.toSet).size == 100)
      }
      val fraction = early.toDouble / (windows * 4096)
      info(f"$fraction%.5f of the ids that were pushed once were admitted at $pushes pushes")
      assert(fraction < math.pow(0.5 / (pushes - 1), 4))
    }
  }

  test("an id that comes less than once in a window is not admitted") {
    withTable(admitting(2, window = 100)) { table =>
      val others = Iterator.from(1000).map(_.toLong)
      for (_ <- 0 until 5) {
        table.touch(Seq(5))
        table.touch(others.take(200).toList)
      }
      assert(table.row(5) == table.initial(5))
    }
  }

  test("the counts of waiting ids take memory that does not grow") {
    withTable(admitting(100, window = 1000)) { table =>
      assert(table.bytes == 16384)
      for (round <- 0 until 20) table.touch((round * 1000L) until (round * 1000L + 1000))
      assert(table.bytes == 16384 && table.rows == 0)
    }
  }

  test("a sweep evicts rows that were not pushed for more than so many steps, and no others") {
    withTable(spec(lifetime = lifetime(maxAge = 10))) { table =>
      for (step <- 1 to 30) table.touch((0L until 100L).map(_ + step * 100), step.toLong)
      table.touch(100L until 150L, step = 30)
      table.rowsOf(150L until 200L)
      assert(table.sweep(30, 100000) == 1850)
      val steps = table.snapshot().map { case (id, (_, step)) => id -> step }
      assert(steps.size == 3000 - 1850)
      assert(steps.forall { case (_, step) => step >= 20 })
      assert((100L until 150L).forall(id => steps(id) == 30))
      assert(table.sweep(30, 100000) == 0)
    }
  }

  test("a sweep goes on where the last one has ended, and comes around") {
    withTable(spec(lifetime = lifetime(maxAge = 1))) { table =>
      table.touch(0L until 5000L, step = 1)
      var evicted = 0L
      for (_ <- 0 until 10) {
        val some = table.sweep(3, 500)
        assert(some <= 500)
        evicted += some
      }
      assert(evicted == 5000 && table.rows == 0)
      val bytes = table.bytes
      table.touch(0L until 5000L, step = 4)
      assert(table.bytes == bytes, "memory of evicted rows is used again")
      assert(table.row(7) == table.initial(7).map(_ - 1f), "a row that comes back starts anew")
      assert(table.sweep(5, 100000) == 0 && table.sweep(6, 100000) == 5000)
    }
  }

  test("a sweep among pushes evicts every row in time") {
    withTable(spec(lifetime = lifetime(maxAge = 20))) { table =>
      val random = new Random(7)
      val last = new Array[Int](4000)
      for (step <- 1 to 300) {
        val ids = Seq.fill(100)(random.nextInt(4000)).distinct
        table.touch(ids.map(_.toLong), step.toLong)
        ids.foreach(id => last(id) = step)
        table.sweep(step.toLong, 1000)
      }
      table.sweep(300, 4000)
      val expected = (0 until 4000).filter(id => last(id) >= 280).map(_.toLong).toSet
      assert(table.snapshot(1000).keySet == expected)
    }
  }

  test("a table without an age keeps all rows") {
    withTable(spec()) { table =>
      table.touch(0L until 100L)
      assert(table.sweep(Int.MaxValue.toLong, 1000) == 0 && table.rows == 100)
    }
    assert(!RowLifetime.FOREVER.needsAges)
  }
}
