package org.coherer.benchmarks.allreduce

import java.util.Optional

import org.coherer.benchmarks.harness.Summary
import org.coherer.benchmarks.ranks.TransportKind
import org.scalatest.funsuite.AnyFunSuite

class AllReduceLineSuite extends AnyFunSuite {

  private val ours = Summary.of(90000, 100000, 120000)
  private val limit = Summary.of(80000)

  private def text(kind: TransportKind, gloo: Optional[Summary], peer: String): String =
    new AllReduceLine(kind, 4, 1000000, ours, gloo, limit).line("allreduce", peer, 5).toString

  test("the prescribed keys come first, and ratios are above 1 where we are ahead") {
    val line = text(TransportKind.TCP, Optional.of(Summary.of(250000)), "torch-1.13")
    assert(
      line == "allreduce transport=tcp ranks=4 bytes=1000000 us=100.0 busbw_gbs=15.000 ratio_gloo=2.500 " +
        "ratio_raw=0.800 us_min=90.0 us_max=120.0 gloo_us=250.0 gloo_us_min=250.0 gloo_us_max=250.0 " +
        "raw=exchange raw_us=80.0 raw_us_min=80.0 raw_us_max=80.0 peer=torch-1.13 rounds=5"
    )
  }

  test("an absent peer is said to be absent") {
    val line = text(TransportKind.TCP, Optional.empty(), "absent")
    assert(line.contains(" ratio_gloo=absent "))
    assert(line.contains(" gloo_us=absent "))
    assert(line.contains(" peer=absent "))
  }

  test("the limit is an exchange over sockets for tcp and a copy of memory for the others") {
    assert(AllReduceLine.limitOf(TransportKind.TCP) == Lineup.EXCHANGE)
    assert(AllReduceLine.limitOf(TransportKind.SHM) == Lineup.MEMCPY)
    assert(AllReduceLine.limitOf(TransportKind.LOCAL) == Lineup.MEMCPY)
    assert(text(TransportKind.SHM, Optional.empty(), "absent").contains(" raw=memcpy "))
  }
}
