package org.coherer.training.embedding.table

import java.nio.{ByteBuffer, ByteOrder}

import scala.collection.mutable
import scala.util.Random

import org.coherer.training.embedding.{
  EmbeddingSpec,
  Mixing,
  RowInitializer,
  RowLifetime,
  RowOptimizer,
  RowOrder,
  RowStep,
  WhenFull
}
import org.scalatest.funsuite.AnyFunSuite

/** Rows by id, against a map. */
class EmbeddingTableSuite extends AnyFunSuite with WithTables {

  private val hostile = Seq(0L, 1L, -1L, Long.MaxValue, Long.MinValue, 1L << 32, 0xffffffffL, -1L << 32)

  /** Ids whose hashes agree in the segment and in the tag: they differ in 24 bits that no index has. */
  private def colliding(count: Int, seed: Long, tag: Long): Seq[Long] =
    (0 until count).map(i => unmurmur((tag << 24) | i) ^ Mixing.splitMix(seed))

  /** The inverse of `Mixing.murmur`. */
  private def unmurmur(hash: Long): Long = {
    def inverse(odd: Long): Long =
      BigInt(odd).modInverse(BigInt(2).pow(64)).toLong
    def unshift(z: Long): Long = z ^ (z >>> 33)
    unshift(unshift(unshift(hash) * inverse(0xc4ceb9fe1a85ec53L)) * inverse(0xff51afd7ed558ccdL))
  }

  private def gradient(random: Random, width: Int): Seq[Float] = Seq.fill(width)(random.nextInt(9) - 4f)

  /** Random pushes and pulls of some ids; SGD at a rate of 1 on numbers that floats hold exactly. */
  private def compare(ids: IndexedSeq[Long], seed: Int, operations: Int): Unit = {
    val width = 1 + seed % 5
    val exact = spec(width).withInitializer(new RowInitializer.Constant(2f))
    withTable(exact) { table =>
      val random = new Random(seed)
      val rows = mutable.Map[Long, Seq[Float]]()
      def expected(id: Long) = rows.getOrElse(id, Seq.fill(width)(2f))
      for (_ <- 0 until operations) {
        val some = Seq.fill(random.nextInt(300))(ids(random.nextInt(ids.size))).distinct
        if (random.nextBoolean()) {
          val gradients = some.map(_ => gradient(random, width))
          assert(table.learn(some, gradients) == 0)
          some.zip(gradients).foreach { case (id, g) =>
            rows(id) = expected(id).zip(g).map { case (w, slope) => w - slope }
          }
        } else assert(table.rowsOf(some) == some.map(expected))
        assert(table.rows == rows.size)
      }
      assert(table.snapshot() == rows.map { case (id, row) => id -> ((row, 0)) }.toMap)
    }
  }

  test("rows are those of a map: dense, sparse and hostile ids") {
    val random = new Random(3)
    compare((0L until 3000L), seed = 1, operations = 120)
    compare(IndexedSeq.fill(3000)(random.nextLong()), seed = 2, operations = 120)
    compare((0L until 3000L).map(_ << 40), seed = 3, operations = 120)
    compare(hostile.toIndexedSeq, seed = 4, operations = 40)
  }

  test("ids with the same segment and tag are distinguished, also at both ends of a segment") {
    for (tag <- Seq(0L, 1L, 0x80000000L, 0xffffffffL)) {
      val ids = colliding(400, 9, tag)
      val index = new RowIndex(Long.MaxValue, RowOrder.ofSeed(9), new MemoryBudget(plenty))
      assert(ids.map(id => index.tag(index.hash(id))).distinct == Seq(tag))
      assert(ids.map(id => index.segmentOf(index.hash(id))).distinct.size == 1)
      compare(ids.toIndexedSeq ++ (0L until 100L), seed = 5, operations = 60)
    }
  }

  test("ids with the same segment and tag are read once, however small the slices, and evicted") {
    val ids = colliding(300, 9, 0xffffffffL) ++ colliding(300, 9, 5)
    withTable(spec(lifetime = lifetime(maxAge = 3))) { table =>
      table.touch(ids, step = 1)
      for (slice <- Seq(1, 7, 299, 1000)) assert(table.snapshot(slice).keySet == ids.toSet)
      table.touch(ids.take(450), step = 5)
      assert(table.sweep(5, Long.MaxValue) == 150)
      assert(table.snapshot().keySet == ids.take(450).toSet)
    }
  }

  test("an id that was not pushed has its initial row, and is not stored") {
    withTable(spec()) { table =>
      val before = table.bytes
      assert(table.rowsOf(hostile) == hostile.map(table.initial))
      assert(table.rows == 0 && table.bytes == before)
      table.touch(Seq(7))
      assert(table.row(7) == table.initial(7).map(_ - 1f))
      assert(table.row(8) == table.initial(8))
    }
  }

  test("initial rows are the same in every shard and after any history") {
    val ids = (0L until 500L).map(_ * 7919)
    val (one, other) = (ids, Random.shuffle(ids ++ (1000000L until 1001000L)))
    val tables = Seq(one, other).map { order =>
      withTable(spec(width = 5)) { table =>
        table.learn(order, order.map(_ => Seq.fill(5)(0f)))
        table.rowsOf(ids)
      }
    }
    assert(tables.head == tables.last)
    assert(tables.head == ids.map(id => WithTables.initial(spec(width = 5), id)))
  }

  test("rows may be wide: blocks of fewer ids, and slabs of few rows") {
    for (width <- Seq(1000, 16384)) withTable(spec(width, new RowOptimizer.LazyAdam(1f, 0f, 0f, 1e-12f))) {
      table =>
        val ids = (0L until 70L).map(_ * 3)
        table.learn(ids, ids.map(id => Seq.tabulate(width)(i => if ((i + id) % 2 == 0) 1f else -1f)))
        for ((id, row) <- ids.zip(table.rowsOf(ids)); (value, i) <- row.zip(table.initial(id)).zipWithIndex)
          assert(math.abs(value._2 - value._1 - (if ((i + id) % 2 == 0) 1f else -1f)) < 1e-6)
        assert(table.snapshot(3).keySet == ids.toSet)
    }
  }

  test("an id may be pulled more than once, and is changed twice if it is pushed twice") {
    withTable(spec(width = 1)) { table =>
      assert(table.rowsOf(Seq(5, 5, 6, 5)) == Seq(5L, 5L, 6L, 5L).map(table.initial))
      table.learn(Seq(5, 6, 5), Seq(Seq(1f), Seq(1f), Seq(2f)))
      assert(table.row(5).head == table.initial(5).head - 1f - 2f)
      assert(table.rows == 2)
    }
  }

  test("gradients are divided, and rates have a factor") {
    withTable(spec(width = 2).withInitializer(new RowInitializer.Constant(0f))) { table =>
      table.push(idsOf(Seq(1)), floatsOf(Seq(Seq(8f, -4f))), new RowStep(4f, 0.5f, 1))
      assert(table.row(1) == Seq(-1f, 0.5f))
    }
  }

  test("a gradient that is not finite changes no row, and is counted") {
    withTable(spec(width = 2)) { table =>
      val bad = Seq(Float.NaN, Float.PositiveInfinity, Float.NegativeInfinity)
      val gradients = Seq(1f, 1f) +: bad.map(value => Seq(0f, value))
      assert(table.learn(Seq(1, 2, 3, 4), gradients) == 3)
      assert(table.snapshot().keySet == Set(1L))
      assert(table.learn(Seq(1), Seq(Seq(Float.MaxValue, 0f)), divisor = 0.1f) == 1)
      assert(table.row(1) == table.initial(1).map(_ - 1f))
    }
  }

  test("buffers on the heap, and positions and limits within buffers, do") {
    withTable(spec(width = 1)) { table =>
      def heap(bytes: Int) = ByteBuffer.allocate(bytes).order(ByteOrder.nativeOrder)
      val ids = heap(32).putLong(8, 3).putLong(16, 4).position(8).limit(24)
      val gradients = heap(20).putFloat(3, 1f).putFloat(7, 2f).position(3).limit(11)
      table.push(ids, gradients, new RowStep(1f, 1f, 1))
      val rows = heap(20).position(5)
      table.pull(ids, rows)
      assert(rows.getFloat(5) == table.initial(3).head - 1f)
      assert(rows.getFloat(9) == table.initial(4).head - 2f)
      assert((ids.position(), gradients.position(), rows.position()) == ((8, 3, 5)))
      assert(rows.get(4) == 0 && rows.get(13) == 0)
    }
  }

  test("buffers of the wrong size or order are refused") {
    withTable(spec(width = 2)) { table =>
      def refused(call: => Any) = intercept[IllegalArgumentException](call).getMessage
      val step = new RowStep(1f, 1f, 1)
      assert(
        refused(table.pull(buffer(7), buffer(100))) ==
          "Invalid buffer of ids with 7 bytes (must be a multiple of 8)"
      )
      assert(
        refused(table.pull(buffer(16), buffer(15))) ==
          "Invalid buffer of rows with 15 bytes (must have at least 8 for each of 2 ids)"
      )
      for (bytes <- Seq(15, 17))
        assert(
          refused(table.push(buffer(16), buffer(bytes), step)) ==
            s"Invalid buffer of gradients with $bytes bytes (must have 8 for each of 2 ids)"
        )
      val foreign =
        if (ByteOrder.nativeOrder == ByteOrder.BIG_ENDIAN) ByteOrder.LITTLE_ENDIAN else ByteOrder.BIG_ENDIAN
      assert(refused(table.pull(buffer(8).order(foreign), buffer(8))).startsWith("Invalid byte order"))
      assert(
        refused(table.restore(buffer(21))).startsWith("Cannot restore 21 bytes into embedding table 't'")
      )
      assert(refused(table.reader().next(buffer(19))).startsWith("Invalid buffer of 19 bytes for a snapshot"))
      assert(table.rows == 0)
    }
  }

  test("a closed table is refused, and closing it again does nothing") {
    val table = new EmbeddingTable(spec(), 1, new MemoryBudget(plenty))
    table.touch(Seq(1, 2))
    val reader = table.reader()
    table.close()
    table.close()
    val calls =
      Seq(
        () => table.row(1),
        () => table.touch(Seq(1)),
        () => reader.next(buffer(100)),
        () => table.restore(buffer(24))
      )
    for (call <- calls)
      assert(intercept[IllegalStateException](call()).getMessage == "Embedding table 't' is closed")
  }
}
