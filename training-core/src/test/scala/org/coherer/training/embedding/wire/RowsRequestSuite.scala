package org.coherer.training.embedding.wire

import java.nio.{ByteBuffer, ByteOrder}

import scala.collection.mutable
import scala.util.Random

import org.coherer.training.embedding.{EmbeddingSpec, IdPartition, RowInitializer, RowOptimizer, RowStep}
import org.coherer.training.embedding.table.{EmbeddingTable, MemoryBudget}
import org.scalatest.funsuite.AnyFunSuite

/** A client's batches against shards that answer in the same process. */
class RowsRequestSuite extends AnyFunSuite {

  private val step = new RowStep(2f, 0.5f, 3)

  private def joined(parts: Array[ByteBuffer]): ByteBuffer = {
    val all = ByteBuffer.allocate(parts.map(_.remaining).sum + 1).order(ByteOrder.nativeOrder)
    all.position(1) // A body need not start where a buffer does.
    parts.foreach(part => all.put(part.duplicate()))
    all.position(1)
  }

  private def remaining(parts: Array[ByteBuffer]): Seq[(Int, Int)] =
    parts.toSeq.map(part => (part.position(), part.remaining))

  /** Shards of one table, and a client. */
  private class Cluster(width: Int, shards: Int) extends AutoCloseable {
    private val budget = new MemoryBudget(1L << 30)
    private val spec = EmbeddingSpec
      .of("t", width)
      .withOptimizer(new RowOptimizer.Sgd(1f))
      .withInitializer(new RowInitializer.Constant(0f))
    private val tables = Array.fill(shards)(new EmbeddingTable(spec, shards, budget))
    val request = new RowsRequest(77, width, new IdPartition(shards))
    var asked = Map[Int, Seq[Long]]()

    def pull(ids: Array[Long]): Seq[Seq[Float]] = {
      request.prepare(ids, ids.length)
      asked = Map()
      for (shard <- 0 until shards if request.distinctIds(shard) > 0) {
        val message = PullMessage.read(joined(request.pullBody(shard)))
        assert(message.table == 77 && message.ids.remaining == request.distinctIds(shard) * 8)
        asked += shard -> (0 until message.ids.remaining by 8).map(message.ids.getLong(_))
        val Array(into) = request.answer(shard)
        val before = into.position()
        tables(shard).pull(message.ids, into)
        assert(into.position() == before && into.remaining == request.distinctIds(shard) * width * 4)
      }
      val rows = new Array[Float](ids.length * width)
      request.scatter(rows)
      rows.toSeq.grouped(width).toSeq
    }

    def push(gradients: Seq[Seq[Float]]): Unit = {
      request.combine(gradients.flatten.toArray)
      for (shard <- 0 until shards if request.distinctIds(shard) > 0) {
        val message = PushMessage.read(joined(request.pushBody(shard, step)))
        assert(message.table == 77 && message.step == step)
        assert(tables(shard).push(message.ids, message.gradients, message.step) == 0)
      }
    }

    def rows: Seq[Long] = tables.toSeq.map(_.rows)

    override def close(): Unit = {
      request.close()
      tables.foreach(_.close())
      assert(budget.used == 0)
    }
  }

  private def withCluster(width: Int, shards: Int)(use: Cluster => Unit): Unit = {
    val cluster = new Cluster(width, shards)
    try use(cluster)
    finally cluster.close()
  }

  test("rows come to the positions of their ids, and gradients of an id are summed before its one step") {
    for ((width, shards) <- Seq((1, 1), (3, 2), (8, 5))) withCluster(width, shards) { cluster =>
      val random = new Random(shards)
      val rows = mutable.Map[Long, Seq[Float]]().withDefaultValue(Seq.fill(width)(0f))
      for (size <- Seq(1, 1000, 10, 0, 3000, 500, 3000)) {
        val ids = Array.fill(size)(
          if (random.nextBoolean()) random.nextInt(50).toLong else random.nextLong() & Long.MaxValue
        )
        assert(cluster.pull(ids) == ids.toSeq.map(rows))
        assert(cluster.request.distinctIds == ids.distinct.length)
        val gradients = ids.toSeq.map(_ => Seq.fill(width)(random.nextInt(9) - 4f))
        cluster.push(gradients)
        ids.toSeq.zip(gradients).groupBy(_._1).foreach { case (id, of) =>
          val sum = of.map(_._2).reduce((a, b) => a.zip(b).map { case (x, y) => x + y })
          rows(id) = rows(id).zip(sum).map { case (w, g) => w - 0.5f * (g / 2f) }
        }
        assert(cluster.rows.sum == rows.size)
      }
    }
  }

  test("each shard is asked for its ids, each of them once") {
    withCluster(2, 4) { cluster =>
      val ids = Array(5L, 7L, 5L, 0L, Long.MaxValue, 7L, 5L)
      cluster.pull(ids)
      val partition = new IdPartition(4)
      assert(cluster.asked.values.flatten.toSeq.sorted == Seq(0L, 5L, 7L, Long.MaxValue))
      for ((shard, some) <- cluster.asked; id <- some) assert(partition.shardOf(id) == shard)
    }
  }

  test("the number of ids may be less than the array is long") {
    withCluster(1, 2) { cluster =>
      cluster.request.prepare(Array(1L, 2L, 1L, -1L), 3)
      assert(cluster.request.distinctIds == 2)
      assert((0 until 2).map(cluster.request.distinctIds(_)).sum == 2)
    }
  }

  test("memory is reused from batch to batch") {
    withCluster(2, 2) { cluster =>
      val ids = Array.tabulate(100)(_.toLong)
      cluster.pull(ids)
      val (body, answer) = (cluster.request.pullBody(0), cluster.request.answer(1))
      val (views, before) = (body.toSeq.map(System.identityHashCode), remaining(body))
      cluster.pull(ids.reverse.take(60))
      cluster.pull(ids)
      assert(cluster.request.pullBody(0) eq body)
      assert(cluster.request.answer(1) eq answer)
      assert(body.toSeq.map(System.identityHashCode) == views && remaining(body) == before)
    }
  }

  test("batches that cannot be are refused") {
    withCluster(2, 2) { cluster =>
      val negative = intercept[IllegalArgumentException](cluster.request.prepare(Array(1L, -5L), 2))
      assert(negative.getMessage == "Invalid id -5 at position 1 (must be at least 0)")
      cluster.request.prepare(Array(1L), 1)
      val short = intercept[IllegalArgumentException](cluster.request.scatter(new Array[Float](1)))
      assert(short.getMessage == "Invalid array of 1 floats for 1 ids (must have at least 2 each)")
      intercept[IllegalArgumentException](cluster.request.combine(new Array[Float](1)))
      val early = intercept[IllegalStateException](cluster.request.pushBody(0, step))
      assert(early.getMessage == "There are no gradients to push (call combine first)")
    }
    val wide = new RowsRequest(0, 16384, new IdPartition(1))
    val large = intercept[IllegalArgumentException](wide.prepare(new Array[Long](32768), 32768))
    assert(
      large.getMessage.startsWith("Invalid batch of 32768 ids (rows of 16384 floats must be less than 2 GiB")
    )
    wide.close()
    wide.close()
  }

  test("bodies have the documented bytes") {
    val request = new RowsRequest(3, 1, new IdPartition(1))
    try {
      request.prepare(Array(9L, 8L, 9L), 3)
      request.combine(Array(1f, 2f, 4f))
      val pull = joined(request.pullBody(0)).slice().order(ByteOrder.nativeOrder)
      assert(pull.remaining == 24)
      assert((pull.getInt(0), pull.getInt(4), pull.getLong(8), pull.getLong(16)) == ((3, 2, 9L, 8L)))
      val push = joined(request.pushBody(0, step)).slice().order(ByteOrder.nativeOrder)
      assert(push.remaining == 24 + 16 + 8)
      assert((push.getInt(0), push.getInt(4)) == ((3, 2)))
      assert((push.getFloat(8), push.getFloat(12), push.getLong(16)) == ((2f, 0.5f, 3L)))
      assert((push.getLong(24), push.getLong(32)) == ((9L, 8L)))
      assert((push.getFloat(40), push.getFloat(44)) == ((5f, 2f)))
    } finally request.close()
  }

  private def native(bytes: Int) = ByteBuffer.allocate(bytes).order(ByteOrder.nativeOrder)

  test("bodies that are no pull or push are refused") {
    def refused(read: => Any) = intercept[IllegalArgumentException](read).getMessage
    assert(refused(PullMessage.read(native(7))) == "Invalid pull of 7 bytes (must have at least 8)")
    for (count <- Seq(-1, 1, 3, Int.MaxValue)) {
      val body = native(8 + 16).putInt(4, count)
      assert(refused(PullMessage.read(body)) == s"Invalid pull of $count ids in 16 bytes (must be 8 each)")
    }
    assert(refused(PushMessage.read(native(23))) == "Invalid push of 23 bytes (must have at least 24)")
    def push(count: Int, divisor: Float = 1f, age: Long = 0) =
      native(24 + 16).putInt(4, count).putFloat(8, divisor).putFloat(12, 1f).putLong(16, age)
    for (count <- Seq(-1, 3, Int.MaxValue))
      assert(
        refused(PushMessage.read(push(count))) == s"Invalid push of $count ids in 16 bytes (must be 8 each)"
      )
    assert(
      refused(PushMessage.read(push(1, divisor = Float.NaN)))
        .startsWith("Invalid divisor of the gradients NaN")
    )
    assert(refused(PushMessage.read(push(1, age = -1))).startsWith("Invalid step -1"))
    assert(PushMessage.read(push(1)).gradients.remaining == 8)
    assert(PullMessage.read(native(8)).ids.remaining == 0)
  }
}
