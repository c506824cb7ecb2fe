package org.coherer.connector.progress

import java.util.concurrent.{ConcurrentLinkedQueue, CountDownLatch, TimeUnit}

import org.coherer.connector.report.FitReport.Fit
import org.scalatest.funsuite.AnyFunSuite

class DeliveriesSuite extends AnyFunSuite {

  private val fit = new Fit(3, "net")
  private val Minute = 60000L

  test("everything is delivered in order, on another thread, before the end returns") {
    val deliveries = new Deliveries(fit, 10000, Minute)
    val seen = new ConcurrentLinkedQueue[Int]()
    val threads = new ConcurrentLinkedQueue[String]()
    (1 to 1000).foreach { number =>
      deliveries.add { () =>
        seen.add(number)
        threads.add(Thread.currentThread.getName): Unit
      }
    }
    deliveries.end(() => seen.add(0): Unit)
    assert(seen.toArray(Array[Integer]()).toSeq.map(_.intValue) == (1 to 1000) :+ 0)
    assert(threads.toArray(Array[String]()).toSet == Set("coherer-progress-3"))
  }

  test("one that fails disturbs no other") {
    val deliveries = new Deliveries(fit, 10, Minute)
    val seen = new ConcurrentLinkedQueue[String]()
    deliveries.add(() => throw new IllegalStateException("not this one"))
    deliveries.add(() => throw new AssertionError("nor this one"))
    deliveries.add(() => seen.add("this one"): Unit)
    deliveries.end(() => seen.add("the end"): Unit)
    assert(seen.toArray(Array[String]()).toSeq == Seq("this one", "the end"))
  }

  test("who tells never waits: what comes while too much waits is dropped, the end never") {
    val deliveries = new Deliveries(fit, 5, Minute)
    val started = new CountDownLatch(1)
    val release = new CountDownLatch(1)
    val seen = new ConcurrentLinkedQueue[Int]()
    deliveries.add { () =>
      started.countDown()
      release.await()
    }
    assert(started.await(1, TimeUnit.MINUTES))
    (1 to 100).foreach(number => deliveries.add(() => seen.add(number): Unit))
    release.countDown()
    deliveries.end(() => seen.add(0): Unit)
    assert(seen.toArray(Array[Integer]()).toSeq.map(_.intValue) == (1 to 5) :+ 0)
  }

  test("the end does not wait for ever") {
    val deliveries = new Deliveries(fit, 5, 20)
    val release = new CountDownLatch(1)
    deliveries.add(() => release.await())
    try deliveries.end(() => ())
    finally release.countDown()
    assert(release.getCount == 0)
  }

  test("the end of a fit that was interrupted is delivered, and its thread stays interrupted") {
    val deliveries = new Deliveries(fit, 5, Minute)
    val seen = new ConcurrentLinkedQueue[String]()
    Thread.currentThread.interrupt()
    deliveries.end(() => seen.add("the end"): Unit)
    assert(Thread.interrupted() && seen.size == 1)
  }
}
