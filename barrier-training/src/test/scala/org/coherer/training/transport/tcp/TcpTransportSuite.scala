package org.coherer.training.transport.tcp

import java.io.File

import org.coherer.training.transport.{TransportContract, WithRanks}
import org.coherer.training.transport.Transport.Combine
import org.coherer.training.vector.FlatVector
import org.scalatest.funsuite.AnyFunSuite

class TcpTransportSuite extends AnyFunSuite with WithRanks with TransportContract {

  private def descriptors: Int = Option(new File("/proc/self/fd").list).fold(0)(_.length)

  private def exchangeOnce(): Unit =
    withRanks(3) { t =>
      val (next, previous) = ((t.rank + 1) % 3, (t.rank + 2) % 3)
      t.exchange(next, FlatVector.of(1f), previous, FlatVector.allocate(1), Combine.ADD)
    }

  test("100 runs leave no thread and no descriptor behind") {
    exchangeOnce()
    val before = (Thread.activeCount, descriptors)
    (1 to 100).foreach(_ => exchangeOnce())
    assert(Thread.activeCount <= before._1)
    assert(descriptors <= before._2)
  }
}
