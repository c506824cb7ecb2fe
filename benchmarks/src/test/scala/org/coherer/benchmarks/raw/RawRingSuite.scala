package org.coherer.benchmarks.raw

import java.util.concurrent.{Callable, Executors, TimeUnit}

import org.scalatest.funsuite.AnyFunSuite

class RawRingSuite extends AnyFunSuite {

  /** Runs a body once for each rank, in threads, with a ring that is connected. */
  private def withRing[A](world: Int)(body: RawRing => A): Seq[A] = {
    val rings = Seq.fill(world)(new RawRing)
    val pool = Executors.newFixedThreadPool(world)
    try {
      val ports = rings.map(_.listen()).toArray
      val futures = rings.zipWithIndex.map { case (ring, rank) =>
        pool.submit(new Callable[A] {
          override def call(): A = { ring.connect(rank, ports); body(ring) }
        })
      }
      futures.map(_.get(30, TimeUnit.SECONDS))
    } finally {
      rings.foreach(_.close())
      pool.shutdownNow()
    }
  }

  test("every rank gets the bytes of the one before it; two ranks share one socket") {
    for (world <- Seq(2, 3, 4)) {
      val previous = withRing(world) { ring =>
        val memory = new RawMemory(120000)
        memory.mark(ring.rank)
        ring.exchange(memory).once()
        memory.expectMark(ring.previous)
        ring.previous
      }
      assert(previous == (0 until world).map(rank => (rank + world - 1) % world))
    }
  }

  test("an exchange can be repeated, and one of nothing ends at once") {
    withRing(2) { ring =>
      val memory = new RawMemory(4096)
      memory.mark(ring.rank)
      val exchange = ring.exchange(memory)
      (1 to 50).foreach(_ => exchange.once())
      memory.expectMark(ring.previous)
      ring.exchange(new RawMemory(0)).once()
    }
  }

  test("one side may send more than the other") {
    withRing(2) { ring =>
      val memory = new RawMemory(300000)
      memory.mark(ring.rank)
      val exchange =
        if (ring.rank == 0) ring.exchange(memory, 10, 300000) else ring.exchange(memory, 300000, 10)
      (1 to 5).foreach(_ => exchange.once())
      if (ring.rank == 0) memory.expectMark(1)
      else assert((0 until 10).forall(i => memory.in.get(i) == i.toByte) && memory.in.get(10) == 0)
    }
  }
}
