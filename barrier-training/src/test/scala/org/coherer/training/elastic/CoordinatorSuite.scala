package org.coherer.training.elastic

import java.nio.{ByteBuffer, ByteOrder}
import java.time.Duration
import java.util.Collections.singletonList

import scala.collection.mutable.ArrayBuffer

import org.coherer.training.rpc.Request
import org.scalatest.funsuite.AnyFunSuite

class CoordinatorSuite extends AnyFunSuite {

  private class Asked(number: Int, what: Int, content: ByteBuffer = ByteBuffer.allocate(0), over: Long = 1)
      extends Request {
    val answers = ArrayBuffer[Seq[ServerAddress]]()
    val refusals = ArrayBuffer[String]()
    override def client(): Int = number
    override def connection(): Long = over
    override def method(): Int = what
    override def body(): ByteBuffer = content
    override def refuse(why: String): Unit = refusals += why
    override def answer(parts: ByteBuffer*): Unit = {
      val found = ArrayBuffer[ServerAddress]()
      parts.foreach(part =>
        ServerAddress
          .decodeAll(part.duplicate().order(ByteOrder.nativeOrder()))
          .forEach(address => found += address)
      )
      answers += found.toList
    }
  }

  private def server(number: Int, connection: Long) = {
    val address = ServerAddress.encode(singletonList(new ServerAddress(s"host-$number", 7000 + number)))
    new Asked(number, CoordinatorClient.REGISTER, address, connection)
  }

  private val both = Seq(new ServerAddress("host-0", 7000), new ServerAddress("host-1", 7001))

  test("workers get the addresses, in order, as soon as all servers are there") {
    val coordinator = new Coordinator(2)
    val early = new Asked(5, CoordinatorClient.LOCATE)
    coordinator.handle(early)
    coordinator.handle(server(1, 11))
    assert(early.answers.isEmpty && !coordinator.await(Duration.ofMillis(1)))
    coordinator.handle(server(0, 10))
    assert(early.answers.toSeq == Seq(both) && coordinator.await(Duration.ofMillis(1)))
  }

  test("a server that is lost is a setback, and is waited for; one that was replaced is not") {
    val coordinator = new Coordinator(2)
    coordinator.handle(server(0, 10))
    coordinator.handle(server(1, 11))
    coordinator.disconnected(1, 12) // Another connection of it.
    assert(!coordinator.isSetBack)
    coordinator.disconnected(1, 11)
    assert(coordinator.isSetBack && !coordinator.await(Duration.ofMillis(1)))
    val asking = new Asked(5, CoordinatorClient.LOCATE)
    coordinator.handle(asking)
    assert(asking.answers.isEmpty)
    coordinator.handle(server(1, 13))
    assert(asking.answers.toSeq == Seq(both))
    // Whoever stands on the servers as they were is set back, also when another one is there again.
    assert(coordinator.isSetBack)
    assert(coordinator.settle().size() == 2 && !coordinator.isSetBack)
  }

  test("a worker that finds servers uneven has the run go back") {
    val coordinator = new Coordinator(1)
    val asking = new Asked(5, CoordinatorClient.GO_BACK)
    coordinator.handle(asking)
    assert(coordinator.isSetBack && asking.answers.size == 1)
  }

  test("a second server of one number, an unknown one and an unknown method are refused") {
    val coordinator = new Coordinator(1)
    coordinator.handle(server(0, 10))
    for (request <- Seq(server(0, 11), server(1, 12), new Asked(5, 9))) {
      coordinator.handle(request)
      assert(request.refusals.size == 1 && request.answers.isEmpty)
    }
  }

  test("the end of the run ends the servers, and refuses who still asks") {
    val coordinator = new Coordinator(2)
    val first = server(0, 10)
    val asking = new Asked(5, CoordinatorClient.LOCATE)
    coordinator.handle(first)
    coordinator.handle(asking)
    coordinator.close()
    assert(first.answers.size == 1 && asking.refusals.toSeq == Seq("The run is over"))
    coordinator.disconnected(0, 10)
    assert(!coordinator.isSetBack)
  }
}
