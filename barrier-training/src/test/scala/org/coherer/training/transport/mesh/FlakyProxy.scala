package org.coherer.training.transport.mesh

import java.io.IOException
import java.net.{InetAddress, ServerSocket, Socket}
import java.util.concurrent.{ConcurrentLinkedQueue, CountDownLatch}
import java.util.concurrent.atomic.AtomicLong

/** Stands between one rank that dials and one that accepts. Passes bytes on until it is told to lose them, or
  * to reset the connection.
  */
final class FlakyProxy(targetPort: Int) extends AutoCloseable {

  /** The bytes that go one way. */
  final class Direction {
    @volatile private var swallowing = false
    private val left = new AtomicLong(Long.MaxValue)

    /** Opens when a byte has been lost. */
    val swallowed = new CountDownLatch(1)

    /** Loses all bytes from now on, and the end of the connection, too. */
    def swallow(): Unit = swallowing = true

    /** Resets both sides when so many more bytes have been passed on. */
    def resetAfter(bytes: Long): Unit = left.set(bytes)

    private[FlakyProxy] def swallows: Boolean = swallowing

    /** Returns how many of these bytes may pass. */
    private[FlakyProxy] def admit(count: Int): Int = {
      val before = left.getAndAdd(-count.toLong)
      math.max(0, math.min(before, count.toLong)).toInt
    }
  }

  private val loopback = InetAddress.getByName("127.0.0.1")
  private val server = new ServerSocket(0, 1, loopback)
  private val sockets = new ConcurrentLinkedQueue[Socket]
  private val threads = new ConcurrentLinkedQueue[Thread]

  val toAcceptor = new Direction
  val toDialer = new Direction

  run("accept") { () =>
    val dialer = opened(server.accept())
    val acceptor = opened(new Socket(loopback, targetPort))
    run("to acceptor")(() => pump(dialer, acceptor, toAcceptor))
    run("to dialer")(() => pump(acceptor, dialer, toDialer))
  }

  def port: Int = server.getLocalPort

  private def opened(socket: Socket): Socket = {
    socket.setTcpNoDelay(true)
    sockets.add(socket)
    socket
  }

  private def run(name: String)(body: () => Unit): Unit = {
    val thread = new Thread(
      () =>
        try body()
        catch { case _: IOException => passOnFailure() },
      s"flaky proxy $name"
    )
    thread.setDaemon(true)
    threads.add(thread)
    thread.start()
  }

  private def pump(from: Socket, to: Socket, direction: Direction): Unit = {
    val buffer = new Array[Byte](64 * 1024)
    var count = from.getInputStream.read(buffer)
    while (count >= 0) {
      if (direction.swallows) direction.swallowed.countDown()
      else {
        val passed = direction.admit(count)
        to.getOutputStream.write(buffer, 0, passed)
        if (passed < count) reset()
      }
      count = from.getInputStream.read(buffer)
    }
    if (!direction.swallows) to.shutdownOutput()
  }

  /** What breaks on one side breaks on the other, unless the news would have to pass where bytes vanish. */
  private def passOnFailure(): Unit = if (!toAcceptor.swallows && !toDialer.swallows) reset()

  private def reset(): Unit = sockets.forEach { socket =>
    if (!socket.isClosed) socket.setSoLinger(true, 0)
    socket.close()
  }

  override def close(): Unit = {
    server.close()
    sockets.forEach(socket => socket.close())
    threads.forEach(thread => thread.join(5000))
  }
}
