package org.coherer.training.server.rows

import java.time.Duration
import java.util.Arrays.asList

import org.coherer.training.embedding.table.{EmbeddingTable, MemoryBudget}
import org.coherer.training.embedding.{EmbeddingSpec, IdPartition, RowInitializer, RowOptimizer}
import org.coherer.training.rpc.channel.WithRequestChannels
import org.coherer.training.rpc.RequestClient
import org.scalatest.Assertions

/** Servers of rows with the same tables each, and connections to them. */
trait WithRowServers extends WithRequestChannels { this: Assertions =>

  protected val users: EmbeddingSpec = EmbeddingSpec
    .of("users", 3)
    .withInitializer(new RowInitializer.Normal(0, 0.5f))
    .withOptimizer(new RowOptimizer.RowWiseAdaGrad(0.25f, 1e-6f))
    .withSeed(7)

  protected val items: EmbeddingSpec =
    EmbeddingSpec.of("items", 8).withOptimizer(new RowOptimizer.AdaGrad(0.125f, 1e-6f)).withSeed(11)

  protected class Cluster(val tables: Seq[Seq[EmbeddingTable]], val channels: Seq[Channel]) {
    private var opened = Seq[AutoCloseable]()

    def connections(number: Int = Client): Seq[RequestClient] = channels.map(_.connect(number))

    def client(
        table: Int,
        width: Int,
        to: Seq[RequestClient] = connections(),
        deadline: Duration = patience
    ): RowsClient = {
      val client = new RowsClient(asList(to: _*), table, width, deadline)
      opened :+= client
      client
    }

    def closeClients(): Unit = opened.foreach(_.close())
  }

  protected def withRowServers(servers: Int, specs: EmbeddingSpec*)(body: Cluster => Unit): Unit = {
    val budget = new MemoryBudget(1L << 28)
    val tables = Seq.fill(servers)(specs.map(new EmbeddingTable(_, servers, budget)))
    val handlers = tables.zipWithIndex.map { case (own, number) =>
      new RowServer(number, servers, asList(own: _*))
    }
    def open(rest: List[RowServer], channels: Seq[Channel]): Unit = rest match {
      case Nil =>
        val cluster = new Cluster(tables, channels)
        try body(cluster)
        finally cluster.closeClients()
      case next :: others => withServer(next)(channel => open(others, channels :+ channel))
    }
    try open(handlers.toList, Nil)
    finally {
      handlers.foreach(_.close())
      tables.flatten.foreach(_.close())
    }
    assert(budget.used == 0)
  }

  /** Ids of a server. */
  protected def idsOf(server: Int, servers: Int): Iterator[Long] =
    Iterator.iterate(0L)(_ + 1).filter(new IdPartition(servers).shardOf(_) == server)
}
