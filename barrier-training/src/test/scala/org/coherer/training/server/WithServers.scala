package org.coherer.training.server

import org.coherer.training.plan.ServerPlan
import java.nio.ByteBuffer
import java.time.Duration
import java.util.Arrays.asList
import java.util.concurrent.{CompletableFuture, ConcurrentHashMap}
import java.util.concurrent.atomic.AtomicLong

import org.coherer.training.data.{BatchSource, RankBatches}
import org.coherer.training.engine.{Engines, Replica}
import org.coherer.training.loop.{OptimizerPosition, WithTraining}
import org.coherer.training.plan.TrainingPlan
import org.coherer.training.rpc.{Request, RequestClient, RequestHandler, RequestRefusedException}
import org.coherer.training.transport.TransportException
import org.scalatest.Assertions

/** Parameter servers whose clients call them directly, without a connection. */
trait WithServers extends WithTraining { this: Assertions =>

  val Driver = 1000

  /** A client of a server in this JVM; requests are handled in the thread that sends them. */
  class DirectClient(server: RequestHandler, number: Int) extends RequestClient {
    private val connection = WithServers.connections.incrementAndGet()
    private val awaited = ConcurrentHashMap.newKeySet[CompletableFuture[java.lang.Long]]()
    @volatile private var closed = false

    override def send(
        code: Int,
        content: Array[ByteBuffer],
        into: Array[ByteBuffer],
        deadline: Duration
    ): CompletableFuture[java.lang.Long] = {
      val future = new CompletableFuture[java.lang.Long]()
      awaited.add(future)
      future.whenComplete((_, _) => awaited.remove(future))
      val bytes = joined(content)
      val request = new Request {
        override def client(): Int = number
        override def connection(): Long = DirectClient.this.connection
        override def method(): Int = code
        override def body(): ByteBuffer = bytes.duplicate().order(bytes.order())
        override def refuse(why: String): Unit =
          future.completeExceptionally(new RequestRefusedException(why))
        override def answer(values: ByteBuffer*): Unit = if (closed)
          future.completeExceptionally(new TransportException("closed"))
        else {
          val all = joined(values.toArray)
          into.foreach { part =>
            val some = math.min(part.remaining(), all.remaining())
            part.duplicate().put(all.slice(all.position(), some))
            all.position(all.position() + some)
          }
          future.complete(all.position().toLong)
        }
      }
      try server.handle(request)
      catch { case e: RuntimeException => request.refuse(e.getMessage) }
      future
    }

    override def close(): Unit = if (!closed) {
      closed = true
      server.disconnected(number, connection)
      awaited.forEach(_.completeExceptionally(new TransportException("closed")))
    }
  }

  private def joined(parts: Array[ByteBuffer]): ByteBuffer = {
    val all = ByteBuffer.allocateDirect(parts.map(_.remaining()).sum)
    parts.foreach(part => all.put(part.duplicate()))
    all.flip().order(java.nio.ByteOrder.nativeOrder())
  }

  def open(plan: TrainingPlan): Replica = Engines.of(plan.network().spec()).open(plan.replicaSettings())

  /** Servers of a plan, closed after the test's body. */
  def withServers[T](
      plan: TrainingPlan,
      servers: ServerPlan,
      patience: Duration = Duration.ofSeconds(5),
      nanoTime: () => Long = () => System.nanoTime(),
      rows: Int => HeldRows = _ => HeldRows.NONE
  )(body: Seq[ParameterServer] => T): T = {
    val all = for (number <- 0 until servers.servers()) yield {
      val participants = new Participants(patience, () => nanoTime())
      new ParameterServer(
        servers,
        number,
        plan,
        OptimizerPosition.START,
        open(plan),
        rows(number),
        participants
      )
    }
    try body(all)
    finally all.foreach(_.close())
  }

  def workerClient(servers: Seq[RequestHandler], plan: ServerPlan, number: Int, replica: Replica) =
    new WorkerClient(
      asList(servers.map(new DirectClient(_, number): RequestClient): _*),
      plan,
      replica.parameters().host(),
      replica.gradients().host(),
      Duration.ofSeconds(30)
    )

  def driverClient(servers: Seq[RequestHandler], plan: ServerPlan, workers: Int) =
    new DriverClient(
      asList(servers.map(new DirectClient(_, Driver): RequestClient): _*),
      plan,
      workers,
      Duration.ofSeconds(30)
    )

  /** One worker's steps of a segment, on a replica of its own. */
  def work(
      servers: Seq[ParameterServer],
      plan: TrainingPlan,
      serverPlan: ServerPlan,
      number: Int,
      batches: BatchSource,
      segment: Segment,
      disturbed: Replica => Replica = identity
  ): WorkerSteps.Outcome = {
    val replica = open(plan)
    try {
      val client = workerClient(servers, serverPlan, number, replica)
      try
        new WorkerSteps(
          plan,
          disturbed(replica),
          RankBatches.of(number, batches),
          client,
          WorkerRows.NONE,
          OptimizerPosition.START,
          serverPlan.consistency().isSynchronous
        ).run(segment, 1)
      finally client.close()
    } finally replica.close()
  }
}

object WithServers {
  private val connections = new AtomicLong()
}
