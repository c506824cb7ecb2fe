package org.coherer.training.embedding.table

import java.nio.{ByteBuffer, ByteOrder}

import org.coherer.training.embedding.{
  EmbeddingSpec,
  RowAdmission,
  RowInitializer,
  RowLifetime,
  RowOptimizer,
  RowStep,
  WhenFull
}
import org.scalatest.Assertions

/** Tables, and pushes and pulls of Scala collections. */
trait WithTables extends Assertions {

  protected val plenty: Long = 1L << 30

  protected val sgd: RowOptimizer = new RowOptimizer.Sgd(1f)

  protected def lifetime(
      maxRows: Long = RowLifetime.UNBOUNDED,
      admission: RowAdmission = RowAdmission.AT_ONCE,
      maxAge: Int = RowLifetime.NEVER,
      whenFull: WhenFull = WhenFull.FAIL
  ): RowLifetime = new RowLifetime(maxRows, admission, maxAge, whenFull)

  protected def spec(
      width: Int = 3,
      optimizer: RowOptimizer = sgd,
      lifetime: RowLifetime = RowLifetime.FOREVER
  ): EmbeddingSpec = EmbeddingSpec.of("t", width).withOptimizer(optimizer).withLifetime(lifetime).withSeed(9)

  /** A table with memory of its own, all of which must be free at the end. */
  protected def withTable[T](spec: EmbeddingSpec, limit: Long = plenty)(use: EmbeddingTable => T): T = {
    val budget = new MemoryBudget(limit)
    val table = new EmbeddingTable(spec, 1, budget)
    val result =
      try use(table)
      finally table.close()
    assert(budget.used == 0 && table.bytes == 0)
    result
  }

  protected def buffer(bytes: Int): ByteBuffer =
    ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder)

  protected def idsOf(ids: Seq[Long]): ByteBuffer = {
    val into = buffer(ids.size * 8)
    ids.foreach(id => into.putLong(id))
    into.flip()
    into
  }

  protected def floatsOf(rows: Seq[Seq[Float]]): ByteBuffer = {
    val into = buffer(rows.map(_.size).sum * 4)
    rows.foreach(_.foreach(value => into.putFloat(value)))
    into.flip()
    into
  }

  implicit protected class Calls(table: EmbeddingTable) {

    private val width = table.spec.width

    def rowsOf(ids: Seq[Long]): Seq[Seq[Float]] = {
      val rows = buffer(ids.size * width * 4)
      table.pull(idsOf(ids), rows)
      ids.indices.map(i => (0 until width).map(j => rows.getFloat((i * width + j) * 4)))
    }

    def row(id: Long): Seq[Float] = rowsOf(Seq(id)).head

    def learn(ids: Seq[Long], gradients: Seq[Seq[Float]], step: Long = 1, divisor: Float = 1): Int =
      table.push(idsOf(ids), floatsOf(gradients), new RowStep(divisor, 1f, step))

    /** Pushes a gradient of ones for each id. */
    def touch(ids: Seq[Long], step: Long = 1): Int = learn(ids, ids.map(_ => Seq.fill(width)(1f)), step)

    def initial(id: Long): Seq[Float] = WithTables.initial(table.spec, id)

    /** Rows with state and step by id, read in slices of so many rows. */
    def snapshot(rowsAtOnce: Int = 100): Map[Long, (Seq[Float], Int)] = {
      val slices = this.slices(rowsAtOnce)
      val bytes = table.snapshotRowBytes
      val rows = slices.flatMap { slice =>
        (0 until slice.limit() by bytes).map { at =>
          val floats = (at + 8 until at + bytes - 4 by 4).map(slice.getFloat(_))
          slice.getLong(at) -> ((floats, slice.getInt(at + bytes - 4)))
        }
      }
      assert(rows.map(_._1).distinct.size == rows.size, "no row is read twice")
      rows.toMap
    }

    def slices(rowsAtOnce: Int): Seq[ByteBuffer] = {
      val reader = table.reader()
      Iterator
        .continually {
          val slice = buffer(rowsAtOnce * table.snapshotRowBytes + 3)
          val rows = reader.next(slice)
          assert(rows <= rowsAtOnce && slice.position() == rows * table.snapshotRowBytes)
          slice.flip()
          slice
        }
        .takeWhile(_.hasRemaining)
        .toList
    }
  }
}

object WithTables {

  /** The row that an id of a table starts from. */
  def initial(spec: EmbeddingSpec, id: Long): Seq[Float] = {
    val row = new Array[Float](spec.width)
    spec.initializer.fill(spec.seed, id, row, spec.width)
    row.toList
  }
}
