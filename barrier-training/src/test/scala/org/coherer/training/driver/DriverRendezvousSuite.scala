package org.coherer.training.driver

import java.net.ServerSocket
import java.time.Duration
import java.util.concurrent.Executors
import java.util.concurrent.atomic.{AtomicBoolean, AtomicInteger}

import scala.concurrent.{Await, ExecutionContext, Future}
import scala.concurrent.duration.DurationInt

import org.coherer.training.transport.auth.{Handshake, Purpose, RunSecret}
import org.coherer.training.transport.{Locality, Member, Rendezvous, TransportException}
import org.scalatest.BeforeAndAfterAll
import org.scalatest.funsuite.AnyFunSuite

/** Ranks are threads, the driver is a room behind a socket. */
class DriverRendezvousSuite extends AnyFunSuite with BeforeAndAfterAll {

  override protected def afterAll(): Unit = threads.shutdownNow(): Unit

  /** A thread for each rank, for all of them block. */
  private val threads = Executors.newCachedThreadPool()
  private implicit val context: ExecutionContext = ExecutionContext.fromExecutor(threads)

  private val Token = 7L
  private val secret = RunSecret.random()

  /** A driver with a room, and what its ranks need to know. */
  private class Driver(
      ranks: Int,
      patience: Duration = Duration.ofSeconds(20),
      val deadline: Duration = Duration.ofSeconds(20),
      encrypted: Boolean = false
  ) {
    val room = new RendezvousServer(patience)
    room.begin(ranks)
    private val server = new ServerSocket(0)
    private val acceptor = new Thread(() =>
      try while (true) { val socket = server.accept(); new Thread(() => serve(socket)).start() }
      catch { case _: java.io.IOException => () }
    )
    acceptor.setDaemon(true)
    acceptor.start()

    private def serve(socket: java.net.Socket): Unit =
      try {
        val handshake = Handshake.server(secret, _ => ())
        val hello = handshake.over(socket, Duration.ofSeconds(5))
        room.serve(hello, new FrameLine(socket, handshake, encrypted))
      } catch { case _: java.io.IOException => () }
      finally socket.close()

    val address =
      new DriverAddress("127.0.0.1", server.getLocalPort, new RunAccess(Token, secret, encrypted))

    def close(): Unit = { room.close(); server.close() }
  }

  private def member(rank: Int, plan: String = "plan") =
    new Member(rank, s"host-$rank", 1000 + rank, 1, 10L * rank, plan, Locality.here())

  private val nowhere: Rendezvous = _ => throw new IllegalStateException("met elsewhere")

  private def withDriver[T](driver: Driver)(body: Driver => T): T =
    try body(driver)
    finally driver.close()

  private def open(driver: Driver, rank: Int, attempt: Int = 0, otherwise: Rendezvous = nowhere) =
    DriverRendezvous.open(driver.address, rank, attempt, driver.deadline, () => false, otherwise)

  private def meet(driver: Driver, mine: Member, attempt: Int = 0, otherwise: Rendezvous = nowhere) =
    Future {
      val rendezvous = open(driver, mine.rank, attempt, otherwise)
      try rendezvous.meet(mine)
      finally rendezvous.close()
    }

  private def result[T](future: Future[T]): T = Await.result(future, 30.seconds)

  for (ranks <- Seq(1, 2, 5); encrypted <- Seq(false, true))
    test(s"$ranks ranks meet${if (encrypted) ", encrypted" else ""}, in every attempt anew") {
      withDriver(new Driver(ranks, encrypted = encrypted)) { driver =>
        for (attempt <- 0 to 2) {
          val all = (0 until ranks).map(member(_, s"plan$attempt"))
          val met = all.reverse.map(meet(driver, _, attempt)).map(result)
          met.foreach(found => assert(found == java.util.Arrays.asList(all: _*)))
        }
      }
    }

  test("ranks meet elsewhere, all of them, if one does not come") {
    val elsewhere = new AtomicInteger()
    withDriver(new Driver(3, patience = Duration.ofMillis(300))) { driver =>
      val otherwise: Rendezvous = mine => {
        elsewhere.incrementAndGet()
        java.util.Arrays.asList(mine)
      }
      val early = Seq(0, 2).map(rank => meet(driver, member(rank), otherwise = otherwise))
      early.foreach(future => assert(result(future).size == 1))
      // The one that was late must not wait for the others here.
      assert(result(meet(driver, member(1), otherwise = otherwise)).size == 1)
      assert(elsewhere.get == 3)
    }
  }

  test("a rank that cannot reach the driver meets the others elsewhere") {
    val driver = new Driver(2)
    driver.close()
    val otherwise: Rendezvous = mine => java.util.Arrays.asList(mine)
    assert(result(meet(driver, member(0), otherwise = otherwise)).size == 1)
  }

  test("a rank that ends before all have met ends the wait of the others") {
    withDriver(new Driver(2)) { driver =>
      val waiting = meet(driver, member(0))
      open(driver, rank = 1).close()
      val error = intercept[TransportException](result(waiting))
      assert(error.getMessage == "Rank 1 has ended before all ranks had met")
    }
  }

  test("a rank that takes too long is not waited for beyond the deadline") {
    withDriver(new Driver(2, deadline = Duration.ofSeconds(1))) { driver =>
      val slow = open(driver, rank = 1)
      val error = intercept[RendezvousTimeoutException](result(meet(driver, member(0))))
      assert(driver.room.awaited(0) == java.util.Arrays.asList(1) && driver.room.awaited(1).isEmpty)
      assert(
        error.getMessage == "Rank 0 waited 1 s for all ranks to load their shards and meet (spark.coherer.loadTimeout)"
      )
      slow.close()
    }
  }

  test("a task that is to end does not wait any longer") {
    withDriver(new Driver(2)) { driver =>
      val cancelled = new AtomicBoolean()
      val slow = open(driver, rank = 1)
      val rendezvous =
        DriverRendezvous.open(driver.address, 0, 0, driver.deadline, () => cancelled.get, nowhere)
      val waiting = Future(rendezvous.meet(member(0)))
      cancelled.set(true)
      assert(
        intercept[TransportException](result(waiting)).getMessage ==
          "Rank 0 was told to end while it waited for all ranks to meet"
      )
      Seq(slow, rendezvous).foreach(_.close())
    }
  }

  test("a driver that ends is missed by those who wait") {
    val driver = new Driver(2)
    val slow = driver.address.connect(Purpose.RENDEZVOUS, 1, 0)
    val waiting = meet(driver, member(0))
    // From then on the driver knows that all are here, and waits for the text of rank 1.
    assert(slow.read().toSeq == Seq(RendezvousServer.ALL_HERE))
    driver.close()
    assert(
      intercept[TransportException](result(waiting)).getMessage ==
        "Rank 0 has lost the driver while it waited for all ranks to meet"
    )
    slow.close()
  }

  test("ranks that follow different plans find out") {
    withDriver(new Driver(2)) { driver =>
      val met = Seq(member(0, "a"), member(1, "b")).map(meet(driver, _))
      met.foreach { future =>
        assert(intercept[TransportException](result(future)).getMessage.contains("follows plan"))
      }
    }
  }

  test("a rank that is there already is turned away, and so is one that is none") {
    withDriver(new Driver(2)) { driver =>
      val first = open(driver, rank = 0)
      val otherwise: Rendezvous = mine => java.util.Arrays.asList(mine)
      for (rank <- Seq(0, 2)) assert(result(meet(driver, member(rank), otherwise = otherwise)).size == 1)
      val second = meet(driver, member(1))
      val met = Future(first.meet(member(0)))
      assert(result(met).size == 2 && result(second).size == 2)
      first.close()
    }
  }
}
