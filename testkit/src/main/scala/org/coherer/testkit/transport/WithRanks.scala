package org.coherer.testkit.transport

import java.time.Duration
import java.util.{Arrays, Collections}
import java.util.concurrent.{
  Callable,
  ConcurrentLinkedQueue,
  ExecutionException,
  ExecutorCompletionService,
  Executors,
  ThreadFactory,
  TimeUnit
}
import java.util.function.{BooleanSupplier, Consumer}

import scala.util.control.NonFatal

import org.coherer.training.transport.auth.RunSecret
import org.coherer.training.transport.{
  LinkKind,
  Locality,
  Member,
  RunIdentity,
  Transport,
  TransportListener,
  TransportOptions,
  TransportSettings,
  TransportTimeouts
}
import org.scalatest.Assertions

/** Runs a body once per rank, each in a thread of its own, connected on the same machine. Everything ends by
  * a deadline; the first failure is the one that the test sees.
  */
trait WithRanks { this: Assertions =>

  /** How long a test may take before its ranks count as stuck. */
  protected val rankDeadline: Duration = Duration.ofSeconds(60)

  /** Opens the transport under test for one rank. */
  protected def listen(settings: TransportSettings): TransportListener

  protected val runSecret: RunSecret = RunSecret.random()
  protected val runIdentity = new RunIdentity(0x5eed, 1)

  /** How ranks are connected: by TCP alone, unless a suite says otherwise. */
  protected def options: TransportOptions = TransportOptions.DEFAULT
    .withLinks(Collections.singleton(LinkKind.TCP))
    .withChecksums(TransportOptions.Checksums.ALWAYS)

  /** Where a rank claims to run; in truth all are threads of one process. */
  protected def locality(rank: Int): Locality = Locality.here()

  protected def settings(
      rank: Int,
      peerTimeout: Duration = Duration.ofSeconds(20),
      connectTimeout: Duration = Duration.ofSeconds(20),
      cancelled: () => Boolean = () => false,
      messageTimeout: Duration = Duration.ofSeconds(20)
  ): TransportSettings =
    new TransportSettings(
      rank,
      "127.0.0.1",
      runIdentity,
      runSecret,
      new TransportTimeouts(connectTimeout, peerTimeout),
      options.withMessageTimeout(messageTimeout),
      new BooleanSupplier { override def getAsBoolean: Boolean = cancelled() }
    )

  protected def member(listener: TransportListener, rank: Int): Member =
    new Member(rank, listener.host, listener.port, ProcessHandle.current.pid, 0, "plan", locality(rank))

  /** Returns what the body returns on every rank, in rank order. */
  protected def withRanks[A](
      count: Int,
      settingsOf: Int => TransportSettings = rank => settings(rank)
  )(body: Transport => A): Seq[A] = {
    val listeners = (0 until count).map(rank => listen(settingsOf(rank)))
    val members = Arrays.asList(listeners.zipWithIndex.map { case (l, rank) => member(l, rank) }: _*)
    try
      inThreads(listeners.map { listener => () =>
        val transport = listener.connect(members)
        try body(transport)
        catch { case NonFatal(e) => transport.abort(e.toString); throw e }
        finally transport.close()
      })
    finally listeners.foreach(_.close())
  }

  /** Runs all at the same time; rethrows the first failure once all have ended. */
  protected def inThreads[A](bodies: Seq[() => A]): Seq[A] = {
    val threads = new ConcurrentLinkedQueue[Thread]
    val pool = Executors.newFixedThreadPool(
      bodies.size,
      new ThreadFactory {
        override def newThread(work: Runnable): Thread = {
          val thread = new Thread(work, s"rank ${threads.size}")
          threads.add(thread)
          thread
        }
      }
    )
    try {
      val completion = new ExecutorCompletionService[A](pool)
      val futures = bodies.map(body => completion.submit(new Callable[A] { override def call(): A = body() }))
      val end = System.nanoTime + rankDeadline.toNanos
      var first: Option[Throwable] = None
      bodies.foreach { _ =>
        val done = completion.poll(end - System.nanoTime, TimeUnit.NANOSECONDS)
        if (done == null) fail(s"Ranks still run after $rankDeadline; first failure: $first")
        try done.get()
        catch { case e: ExecutionException => if (first.isEmpty) first = Some(e.getCause) }
      }
      first.foreach(e => throw e)
      futures.map(_.get())
    } finally {
      pool.shutdownNow()
      threads.forEach(new Consumer[Thread] { override def accept(thread: Thread): Unit = thread.join(10000) })
      assert(pool.isTerminated, "a rank does not end")
    }
  }
}
