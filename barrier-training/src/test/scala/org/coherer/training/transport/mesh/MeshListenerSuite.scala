package org.coherer.training.transport.mesh

import java.net.Socket
import java.time.Duration
import java.util.Arrays
import java.util.concurrent.{CountDownLatch, TimeUnit}
import java.util.concurrent.atomic.{AtomicBoolean, AtomicReference}

import org.coherer.training.transport.Transport.Combine
import org.coherer.training.transport.auth.{HandshakeException, Hello, Purpose, RunSecret}
import org.coherer.training.transport.{
  LinkKind,
  Locality,
  Member,
  PortRange,
  RunIdentity,
  TransportException,
  TransportOptions,
  TransportSettings,
  TransportTimeouts
}
import org.coherer.training.vector.FlatVector
import org.scalatest.funsuite.AnyFunSuite

class MeshListenerSuite extends AnyFunSuite with WithRawPeer {

  private def open(settings: TransportSettings*): Seq[MeshListener] =
    settings.map(MeshListener.open)

  private def members(listeners: Seq[MeshListener]): java.util.List[Member] =
    Arrays.asList(listeners.zipWithIndex.map { case (l, rank) => member(l, rank) }: _*)

  /** Connects all and lets the lowest rank hear from the highest. */
  private def connectAndTalk(listeners: Seq[MeshListener]): Unit = {
    val all = members(listeners)
    inThreads(listeners.map { listener => () =>
      val t = listener.connect(all)
      try {
        if (t.rank == 0) t.receive(t.worldSize - 1, FlatVector.allocate(1), Combine.COPY)
        if (t.rank == t.worldSize - 1) t.send(0, FlatVector.of(1f))
      } finally t.close()
    })
    ()
  }

  private def eof(socket: Socket): Boolean = {
    socket.setSoTimeout(10000)
    socket.getInputStream.read() < 0
  }

  test("unauthenticated peers are refused without an answer and counted, and the run continues") {
    val unauthenticated = Seq[(String, Hello, RunSecret)](
      ("another secret", hello(), RunSecret.random()),
      ("another run", hello(token = 1), runSecret),
      ("an earlier attempt", hello(generation = 0), runSecret),
      ("another purpose", hello(purpose = Purpose.EVENTS_TO_DRIVER), runSecret),
      ("another rank's listener", hello(to = 1), runSecret),
      ("the rank itself", hello(from = 0), runSecret),
      ("a rank outside the run", hello(from = 3), runSecret)
    )
    val listeners = open(settings(0), settings(1), settings(2))
    val all = members(listeners)
    val refused = new CountDownLatch(unauthenticated.size)
    val ranks = listeners.zipWithIndex.map { case (listener, rank) =>
      () => {
        if (rank > 0) assert(refused.await(10, TimeUnit.SECONDS))
        listener.connect(all).close()
      }
    }
    val callers = unauthenticated.map { case (who, as, secret) =>
      () => {
        withClue(who)(intercept[HandshakeException](rawPeer(listeners.head.port, as, secret)))
        refused.countDown()
      }
    }
    inThreads(ranks ++ callers)
    assert(listeners.head.refusedConnections == unauthenticated.size)
  }

  test("a port scanner and a stalled connection do not delay the ranks") {
    val listeners = open(settings(0), settings(1))
    val scanner = new Socket("127.0.0.1", listeners.head.port)
    scanner.getOutputStream.write(("GET / HTTP/1.1\r\n" * 10).getBytes)
    val stallers = Seq.fill(300)(new Socket("127.0.0.1", listeners.head.port))
    stallers.foreach(_.getOutputStream.write(1))
    val start = System.nanoTime
    connectAndTalk(listeners)
    assert(System.nanoTime - start < 10e9)
    assert(listeners.head.refusedConnections == 301)
    (scanner +: stallers).foreach { socket =>
      try assert(eof(socket))
      catch { case e: java.net.SocketException => assert(e.getMessage == "Connection reset") }
      finally socket.close()
    }
  }

  test("ranks that never come are named, with what was refused meanwhile") {
    val listener = open(settings(0, connectTimeout = Duration.ofMillis(300))).head
    val nobody = Seq(1, 2).map(rank => new Member(rank, "host-b", 40 + rank, 0, 0, "plan", Locality.here()))
    val unauthenticated = new Socket("127.0.0.1", listener.port)
    unauthenticated.getOutputStream.write("x".getBytes.padTo(42, 'x'.toByte))
    val e = intercept[TransportException](listener.connect(Arrays.asList(member(listener, 0) +: nobody: _*)))
    unauthenticated.close()
    assert(
      e.getMessage.matches(
        "Rank 0 has no connection to rank 1 \\(host-b:41\\), rank 2 \\(host-b:42\\) after 300 ms" +
          " \\(1 connections were refused, the last /127.0.0.1: No hello: it starts with 0x78787878 .*\\)"
      )
    )
  }

  test("a rank that nobody listens for is an error at once") {
    val listeners = open(settings(0), settings(1))
    val all = members(listeners)
    listeners.head.close()
    val e = intercept[TransportException](listeners(1).connect(all))
    val address = s"127.0.0.1:${all.get(0).port}"
    assert(e.getMessage == s"Rank 1 cannot connect to rank 0 ($address): Connection refused")
  }

  test("a stale attempt learns that it is refused") {
    val listener = open(settings(0, connectTimeout = Duration.ofSeconds(1))).head
    val staleSettings = new TransportSettings(
      1,
      "127.0.0.1",
      new RunIdentity(runIdentity.token, 0),
      runSecret,
      new TransportTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(5)),
      options,
      () => false
    )
    val stale = open(staleSettings).head
    val all = members(Seq(listener, stale))
    val failures =
      inThreads(Seq(listener, stale).map(l => () => intercept[TransportException](l.connect(all))))
    assert(failures.head.getMessage.contains("generation=0"))
    assert(
      failures(1).getMessage.matches(
        "Rank 1 cannot connect to rank 0 .*: The other side refused the hello .*"
      )
    )
  }

  test("an unknown host is named") {
    val listener = open(settings(1)).head
    val all =
      Arrays.asList(
        new Member(0, "no-such-host.invalid", 1, 0, 0, "plan", Locality.here()),
        member(listener, 1)
      )
    val e = intercept[TransportException](listener.connect(all))
    assert(e.getMessage.endsWith("Unknown host no-such-host.invalid"))
  }

  test("a host that is not this machine's cannot be listened on") {
    val settings = new TransportSettings(
      0,
      "192.0.2.1",
      runIdentity,
      runSecret,
      new TransportTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(1)),
      options,
      () => false
    )
    val e = intercept[TransportException](MeshListener.open(settings))
    assert(
      e.getMessage.startsWith("Rank 0 cannot listen on '192.0.2.1' (must be an address of this machine)")
    )
  }

  test("cancellation, an interrupt and a close end the wait for ranks") {
    val cancelled = new AtomicBoolean
    val listeners = open(settings(0, cancelled = () => cancelled.get), settings(0), settings(0))
    val reasons = Seq("was cancelled", "was interrupted", "was closed")
    val thread = new AtomicReference[Thread]
    val begun = new CountDownLatch(3)
    inThreads(listeners.zip(reasons).map { case (listener, reason) =>
      () => {
        if (reason == "was interrupted") thread.set(Thread.currentThread)
        begun.countDown()
        val missing = new Member(1, "127.0.0.1", 9, 0, 0, "plan", Locality.here())
        val e = intercept[TransportException](listener.connect(Arrays.asList(member(listener, 0), missing)))
        assert(e.getMessage == s"Rank 0 $reason while it connected")
      }
    } :+ { () =>
      begun.await()
      cancelled.set(true)
      thread.get.interrupt()
      listeners(2).close()
    })
  }

  test("members that are not in rank order are refused") {
    val listeners = open(settings(1), settings(3))
    try {
      val notInOrder = Arrays.asList(member(listeners.head, 1))
      val e = intercept[IllegalArgumentException](listeners.head.connect(notInOrder))
      assert(e.getMessage.endsWith("(must be in rank order)"))
      val tooFew = members(listeners)
      val missing = intercept[IllegalArgumentException](listeners(1).connect(tooFew))
      assert(missing.getMessage.endsWith("(must hold rank 3, this one)"))
    } finally listeners.foreach(_.close())
  }

  private def withOptions(base: TransportSettings, options: TransportOptions): TransportSettings =
    new TransportSettings(
      base.rank,
      base.host,
      base.identity,
      base.secret,
      base.timeouts,
      options,
      base.cancelled
    )

  private def optionsOf(base: TransportOptions, ports: PortRange, sharedMemory: String): TransportOptions =
    new TransportOptions(
      base.links,
      ports,
      base.messageTimeout,
      base.checksums,
      base.encrypted,
      sharedMemory
    )

  test("ranks listen in the port range, and say when it is used up") {
    val free = new java.net.ServerSocket(0)
    val port = free.getLocalPort
    free.close()
    val one = withOptions(settings(0), optionsOf(options, new PortRange(port, port), options.sharedMemory))
    val listener = MeshListener.open(one)
    try {
      assert(listener.port == port)
      val e = intercept[TransportException](MeshListener.open(one))
      assert(
        e.getMessage ==
          s"Rank 0 finds no free port in $port on 127.0.0.1 (widen the range, or set it to 0 for any free port)"
      )
    } finally listener.close()
  }

  test("ranks that do not see the same memory fall back to tcp, or say so where it is not allowed") {
    val folders = Seq.fill(2)(java.nio.file.Files.createTempDirectory("segments"))
    def connect(links: LinkKind*): Seq[LinkKind] = {
      val allowed = options.withLinks(new java.util.HashSet(Arrays.asList(links: _*)))
      val listeners = (0 to 1).map { rank =>
        MeshListener.open(
          withOptions(settings(rank), optionsOf(allowed, options.ports, folders(rank).toString))
        )
      }
      val all = members(listeners)
      inThreads(listeners.map { l => () =>
        val t = l.connect(all)
        try t.link(1 - t.rank)
        finally t.close()
      })
    }
    try {
      assert(connect(LinkKind.SHM, LinkKind.TCP) == Seq(LinkKind.TCP, LinkKind.TCP))
      val e = intercept[TransportException](connect(LinkKind.SHM))
      assert(
        e.getMessage.contains("over tcp only, but the allowed transports are [shm] (allow tcp, or")
      )
      assert(folders.forall(_.toFile.list.isEmpty))
    } finally folders.foreach(java.nio.file.Files.delete)
  }

  test("one side that encrypts and one that does not find out") {
    val listeners = Seq(options.withEncryption(true), options).zipWithIndex.map { case (o, rank) =>
      MeshListener.open(withOptions(settings(rank), o))
    }
    val all = members(listeners)
    val e = intercept[TransportException](inThreads(listeners.map { l => () =>
      val t = l.connect(all)
      try t.sumWith(1 - t.rank, FlatVector.of(1f))
      finally t.close()
    }))
    assert(e.getMessage.contains("violated the protocol") || e.getMessage.contains("Lost rank"))
  }
}
