package org.coherer.testkit.rpc

import java.nio.ByteBuffer
import java.time.Duration
import java.util.EnumSet
import java.util.concurrent.{
  CompletableFuture,
  CountDownLatch,
  ExecutionException,
  LinkedBlockingQueue,
  TimeUnit
}

import scala.collection.mutable.ArrayBuffer

import org.coherer.training.rpc.{Request, RequestClient, RequestHandler, RequestServer}
import org.coherer.training.transport.auth.RunSecret
import org.coherer.training.transport.{
  LinkKind,
  RunIdentity,
  TransportException,
  TransportOptions,
  TransportSettings,
  TransportTimeouts
}
import org.scalatest.Assertions

/** What may be under way at once on a connection, and the threads of a server. */
case class Bounds(requests: Int = 1024, bytes: Long = 64L << 20, content: Int = 1 << 28, handlers: Int = 2)

/** Opens servers and clients, and closes all of them when a test ends. */
trait WithChannels { this: Assertions =>

  protected val patience: Duration = Duration.ofSeconds(20)
  protected val runSecret: RunSecret = RunSecret.random()
  protected val runIdentity = new RunIdentity(0x5eed, 1)

  /** The number of the server, and of the client that is opened if no other is asked for. */
  protected val Server = 3
  protected val Client = 7

  protected def openServer(
      settings: TransportSettings,
      bounds: Bounds,
      handler: RequestHandler
  ): RequestServer

  protected def openClient(
      settings: TransportSettings,
      bounds: Bounds,
      host: String,
      port: Int,
      server: Int
  ): RequestClient

  /** The links that a suite is about. */
  protected def links: EnumSet[LinkKind]
  protected def encrypted: Boolean = false
  protected def checksums: TransportOptions.Checksums = TransportOptions.Checksums.ALWAYS

  protected def settings(
      number: Int,
      secret: RunSecret = runSecret,
      identity: RunIdentity = runIdentity,
      peerTimeout: Duration = Duration.ofSeconds(10),
      connectTimeout: Duration = Duration.ofSeconds(10),
      cancelled: () => Boolean = () => false
  ): TransportSettings =
    new TransportSettings(
      number,
      "127.0.0.1",
      identity,
      secret,
      new TransportTimeouts(connectTimeout, peerTimeout),
      TransportOptions.DEFAULT.withLinks(links).withEncryption(encrypted).withChecksums(checksums),
      () => cancelled()
    )

  /** A server, and the clients that a test connects to it. */
  protected final class Channel(
      val server: RequestServer,
      bounds: Bounds,
      settingsOf: Int => TransportSettings
  ) {
    private val clients = ArrayBuffer[RequestClient]()

    def connect(number: Int = Client): RequestClient = connectWith(settingsOf(number))

    def connectWith(settings: TransportSettings, to: Int = Server): RequestClient = {
      val client = openClient(settings, bounds, server.host, server.port, to)
      clients += client
      client
    }

    def close(): Unit = {
      clients.foreach(_.close())
      server.close()
    }
  }

  protected def withServer[A](
      handler: RequestHandler,
      bounds: Bounds = Bounds(),
      settingsOf: Int => TransportSettings = number => settings(number)
  )(body: Channel => A): A = {
    val channel = new Channel(openServer(settingsOf(Server), bounds, handler), bounds, settingsOf)
    try body(channel)
    finally channel.close()
  }

  /** A handler that only handles. */
  protected def handler(what: Request => Unit): RequestHandler = new RequestHandler {
    override def handle(request: Request): Unit = what(request)
  }

  protected def bytes(values: Int*): ByteBuffer = ByteBuffer.wrap(values.map(_.toByte).toArray)

  /** Content that tells by every byte where it belongs. */
  protected def pattern(length: Int, seed: Int): Array[Byte] =
    Array.tabulate(length)(i => (i * 31 + (i >>> 8) * 7 + seed).toByte)

  protected def send(
      client: RequestClient,
      method: Int,
      body: ByteBuffer,
      into: ByteBuffer = ByteBuffer.allocate(0),
      deadline: Duration = patience
  ): CompletableFuture[java.lang.Long] = client.send(method, Array(body), Array(into), deadline)

  protected def result(future: CompletableFuture[java.lang.Long]): Long =
    future.get(patience.toMillis, TimeUnit.MILLISECONDS)

  protected def failure(future: CompletableFuture[java.lang.Long]): Throwable =
    intercept[ExecutionException](result(future)).getCause

  protected def transportFailure(future: CompletableFuture[java.lang.Long]): String = {
    val e = failure(future)
    assert(e.isInstanceOf[TransportException], e)
    e.getMessage
  }

  protected def await(latch: CountDownLatch): Unit =
    assert(latch.await(patience.toMillis, TimeUnit.MILLISECONDS), "not in time")

  /** Waits until something holds; bounded. */
  protected def eventually(what: => Boolean): Unit = {
    val end = System.nanoTime + patience.toNanos
    while (!what) {
      assert(System.nanoTime < end, "not in time")
      java.util.concurrent.locks.LockSupport.parkNanos(1000000)
    }
  }

  protected def inThread(body: => Unit): Thread = {
    val thread = new Thread(() => body, "test")
    thread.setDaemon(true)
    thread.start()
    thread
  }

  /** Waits until a thread waits for something. */
  protected def blocked(thread: Thread): Unit = eventually {
    thread.getState == Thread.State.WAITING || thread.getState == Thread.State.TIMED_WAITING
  }

  protected val echo = handler(request => request.answer(request.body))

  /** Keeps requests until a test wants them answered. */
  protected final class Keeper extends RequestHandler {
    val kept = new LinkedBlockingQueue[Request]
    val gone = new LinkedBlockingQueue[(Int, Long)]
    override def handle(request: Request): Unit = kept.put(request)
    override def disconnected(client: Int, connection: Long): Unit = gone.put((client, connection))
    def next(): Request = {
      val request = kept.poll(patience.toMillis, TimeUnit.MILLISECONDS)
      assert(request != null, "no request has come")
      request
    }
    def nextGone(): (Int, Long) = {
      val found = gone.poll(patience.toMillis, TimeUnit.MILLISECONDS)
      assert(found != null, "nobody has disconnected")
      found
    }
  }

  protected def filled(length: Int, seed: Int, direct: Boolean): ByteBuffer = {
    val buffer = if (direct) ByteBuffer.allocateDirect(length) else ByteBuffer.allocate(length)
    buffer.put(pattern(length, seed)).flip()
    buffer
  }

  protected def arrayOf(buffer: ByteBuffer): Array[Byte] = {
    val array = new Array[Byte](buffer.remaining)
    buffer.duplicate().get(array)
    array
  }

  protected def serverName(channel: Channel) = s"erver $Server (127.0.0.1:${channel.server.port})"

  /** Fills the window, so that the next sender has to wait. */
  protected def full(client: RequestClient, keeper: Keeper): CompletableFuture[java.lang.Long] = {
    val first = send(client, 1, bytes(1))
    keeper.next()
    first
  }
}
