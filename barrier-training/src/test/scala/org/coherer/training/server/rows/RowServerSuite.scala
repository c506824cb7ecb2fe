package org.coherer.training.server.rows

import java.nio.{ByteBuffer, ByteOrder}
import java.util.EnumSet

import scala.util.Random

import org.coherer.training.embedding.table.{EmbeddingTable, MemoryBudget}
import org.coherer.training.embedding.{RowAdmission, RowLifetime, RowStep, WhenFull}
import org.coherer.training.rpc.RequestRefusedException
import org.coherer.training.transport.{LinkKind, TransportException}
import org.scalatest.funsuite.AnyFunSuite

/** What servers and clients of rows do, whatever is between them. */
trait RowServerContract extends WithRowServers { this: AnyFunSuite =>

  /** A table in this thread, whose gradients are summed one after the other. */
  private class Local(width: Int, table: EmbeddingTable) {
    private def native(bytes: Int) = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder)

    private def bytesOf(ids: Seq[Long]) = {
      val bytes = native(ids.size * 8)
      ids.foreach(bytes.putLong)
      bytes.flip()
    }

    def pull(ids: Seq[Long]): Seq[Float] = {
      val rows = native(ids.size * width * 4)
      table.pull(bytesOf(ids), rows)
      Seq.tabulate(ids.size * width)(i => rows.getFloat(i * 4))
    }

    def push(ids: Seq[Long], gradients: Seq[Float], step: RowStep): Unit = {
      val distinct = ids.distinct
      val sums = native(distinct.size * width * 4)
      for ((id, position) <- ids.zipWithIndex; i <- 0 until width) {
        val at = (distinct.indexOf(id) * width + i) * 4
        sums.putFloat(at, sums.getFloat(at) + gradients(position * width + i))
      }
      table.push(bytesOf(distinct), sums, step)
    }
  }

  for (servers <- 1 to 3) test(s"$servers servers have the rows that one local table has") {
    withRowServers(servers, users, items) { cluster =>
      val budget = new MemoryBudget(1L << 26)
      val random = new Random(servers)
      for ((spec, number) <- Seq(users, items).zipWithIndex) {
        val table = new EmbeddingTable(spec, 1, budget)
        val local = new Local(spec.width, table)
        val client = cluster.client(number, spec.width)
        client.check()
        for ((size, step) <- Seq(1, 700, 0, 40, 2000).zipWithIndex) {
          val ids = Array.fill(size)(
            if (random.nextBoolean()) random.nextInt(30).toLong else random.nextLong() & Long.MaxValue
          )
          val rows = new Array[Float](size * spec.width)
          client.pull(ids, size, rows)
          assert(rows.toSeq == local.pull(ids.toSeq))
          val gradients = Array.fill(size * spec.width)(random.nextGaussian().toFloat)
          val how = new RowStep(size + 1f, 0.5f, step.toLong)
          client.push(gradients, how)
          local.push(ids.toSeq, gradients.toSeq, how)
          client.pull(ids, size, rows)
          assert(rows.toSeq == local.pull(ids.toSeq))
        }
        assert(cluster.tables.map(_(number).rows).sum == table.rows && table.rows > 1000)
        assert(cluster.tables.forall(_(number).rows > 0))
        table.close()
      }
    }
  }

  test("several batches are under way over the same connections") {
    withRowServers(2, users) { cluster =>
      val shared = cluster.connections()
      val clients = Seq.fill(5)(cluster.client(0, 3, shared))
      val ids = clients.indices.map(i => Array.tabulate(300)(j => (i * 1000 + j).toLong))
      clients.zip(ids).foreach { case (client, batch) => client.batch(batch, 300) }
      clients.foreach(_.startPush(Array.fill(900)(1f), new RowStep(1, 1, 0)))
      clients.foreach(_.finishPush())
      clients.foreach(_.startPull())
      val budget = new MemoryBudget(1L << 26)
      val table = new EmbeddingTable(users, 1, budget)
      val local = new Local(3, table)
      for ((client, batch) <- clients.zip(ids)) {
        local.push(batch.toSeq, Seq.fill(900)(1f), new RowStep(1, 1, 0))
        val rows = new Array[Float](900)
        client.finishPull(rows)
        assert(rows.toSeq == local.pull(batch.toSeq))
      }
      table.close()
    }
  }

  private def refusal(body: => Unit): String = intercept[RequestRefusedException](body).getMessage

  test("a table that there is not, another width and another server are refused") {
    withRowServers(2, users, items) { cluster =>
      val unknown = cluster.client(2, 3)
      assert(refusal(unknown.check()) == "Unknown table 2 (the server has 2, counted from 0)")
      assert(refusal(unknown.pull(Array(1L), 1, new Array[Float](3))).startsWith("Unknown table 2 "))
      assert(refusal(unknown.push(new Array[Float](3), now)).startsWith("Unknown table 2 "))
      assert(refusal(cluster.client(-1, 3).check()).startsWith("Unknown table -1 "))
      val narrow = cluster.client(1, 3)
      assert(refusal(narrow.check()) == "Table 1, 'items', has rows of 8 floats (the client expects 3)")
      val turned = cluster.client(0, 3, cluster.connections().reverse)
      assert(
        refusal(turned.check())
          .matches("This is server [01] of 2 \\(the client takes it for server [01] of 2\\)")
      )
      val alone = cluster.client(0, 3, cluster.connections().take(1))
      assert(refusal(alone.check()) == "This is server 0 of 2 (the client takes it for server 0 of 1)")
    }
  }

  test("rows and gradients of another width fail, and change nothing") {
    withRowServers(1, users) { cluster =>
      val wide = cluster.client(0, 4)
      val short = intercept[TransportException](wide.pull(Array(1L, 2L), 2, new Array[Float](8)))
      assert(
        short.getMessage == "Servers have answered 24 bytes for 2 rows of table 0 (must be 32: client and servers must" +
          " agree on the width, see check)"
      )
      assert(
        refusal(wide.push(new Array[Float](8), now)) ==
          "Invalid buffer of gradients with 32 bytes (must have 12 for each of 2 ids)"
      )
      intercept[TransportException](cluster.client(0, 2).pull(Array(1L, 2L), 2, new Array[Float](4)))
      assert(cluster.tables.head.head.rows == 0)
    }
  }

  test("negative ids are refused by clients, and by servers") {
    withRowServers(1, users) { cluster =>
      val client = cluster.client(0, 3)
      val here = intercept[IllegalArgumentException](client.pull(Array(3L, -2L), 2, new Array[Float](6)))
      assert(here.getMessage == "Invalid id -2 at position 1 (must be at least 0)")
      val connection = cluster.connections().head
      val pull = ByteBuffer.allocate(24).order(ByteOrder.nativeOrder)
      pull.putInt(0).putInt(2).putLong(5).putLong(-7).flip()
      val there = failure(send(connection, RowMethod.PULL.code, pull, ByteBuffer.allocate(24)))
      assert(there.getMessage == "Invalid id -7 (must be at least 0)")
      val push = ByteBuffer.allocate(24 + 8 + 12).order(ByteOrder.nativeOrder)
      push.putInt(0).putInt(1).putFloat(1f).putFloat(1f).putLong(0).putLong(Long.MinValue).position(44).flip()
      val changed = failure(send(connection, RowMethod.PUSH.code, push))
      assert(changed.getMessage == s"Invalid id ${Long.MinValue} (must be at least 0)")
      assert(cluster.tables.head.head.rows == 0)
    }
  }

  test("requests that are none are refused") {
    withRowServers(1, users) { cluster =>
      val connection = cluster.connections().head
      def refused(method: Int, bytes: Int) =
        failure(send(connection, method, ByteBuffer.allocate(bytes))).getMessage
      assert(refused(3, 0) == "Unknown method 3 of a server of rows")
      assert(refused(RowMethod.CHECK.code, 12) == "Invalid check of 12 bytes (must have 16)")
      assert(refused(RowMethod.PULL.code, 0) == "Invalid pull of 0 bytes (must have at least 8)")
      assert(refused(RowMethod.PUSH.code, 5) == "Invalid push of 5 bytes (must have at least 24)")
    }
  }

  test("a table that is full refuses new rows, and goes on with those that it has") {
    val bounded =
      users.withLifetime(new RowLifetime(4, RowAdmission.AT_ONCE, RowLifetime.NEVER, WhenFull.FAIL))
    withRowServers(2, bounded) { cluster =>
      val client = cluster.client(0, 3)
      val ids = (0 to 1).flatMap(idsOf(_, 2).take(2)).toArray
      client.batch(ids, 4)
      client.push(Array.fill(12)(1f), now)
      val before = new Array[Float](12)
      client.pull(ids, 4, before)
      client.batch(Array(idsOf(1, 2).drop(2).next()), 1)
      val why = refusal(client.push(Array.fill(3)(1f), now))
      assert(why.startsWith("Embedding table 'users' is full: its shard has 2 rows in "))
      assert(why.contains("Raise maxRows or the server's memory"))
      val after = new Array[Float](12)
      client.pull(ids, 4, after)
      assert(after.toSeq == before.toSeq)
      client.push(Array.fill(12)(1f), now)
      client.pull(ids, 4, after)
      assert(after.toSeq != before.toSeq)
    }
  }

  test("a server that is lost is named") {
    withRowServers(2, users) { cluster =>
      val client = cluster.client(0, 3)
      client.pull(Array(1L, 2L, 3L), 3, new Array[Float](9))
      cluster.channels(1).server.close()
      val ids = Array(idsOf(0, 2).next(), idsOf(1, 2).next())
      val lost = intercept[TransportException](client.pull(ids, 2, new Array[Float](6)))
      assert(lost.getMessage.contains(s"server $Server"), lost.getMessage)
    }
  }

  protected def now = new RowStep(1, 1, 0)
}

class TcpRowServerSuite extends AnyFunSuite with RowServerContract {
  override protected def links: EnumSet[LinkKind] = EnumSet.of(LinkKind.TCP)
}

class LocalRowServerSuite extends AnyFunSuite with RowServerContract {
  override protected def links: EnumSet[LinkKind] = EnumSet.of(LinkKind.LOCAL)
}
