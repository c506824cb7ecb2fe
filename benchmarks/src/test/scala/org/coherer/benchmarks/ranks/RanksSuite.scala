package org.coherer.benchmarks.ranks

import org.coherer.training.transport.{Locality, Member}
import org.scalatest.funsuite.AnyFunSuite

class RanksSuite extends AnyFunSuite {

  private val key = RunKey.random()

  test("a member survives its way as one word") {
    val member = new Member(3, "::1", 4711, 42, 7, "a plan, with blanks", new Locality("machine", "", 2))
    val word = MemberText.encode(member)
    assert(!word.contains(" "))
    assert(MemberText.decode(word) == member)
  }

  test("a key survives its way as one word, and is not shown") {
    val copy = RunKey.decode(key.encode)
    assert(copy.identity == key.identity)
    assert(!key.encode.contains(" "))
    assert(key.toString == "RunKey[hidden]")
  }

  test("every kind of transport is found by its label") {
    TransportKind.values.foreach(kind => assert(TransportKind.of(kind.label) eq kind))
    val e = intercept[IllegalArgumentException](TransportKind.of("udp"))
    assert(e.getMessage == "Unknown transport 'udp' (must be tcp, shm or local)")
  }

  test("a kind of transport allows that one alone") {
    assert(
      TransportKind.values.map(RankTransports.options(_).links.toString).toSeq == Seq(
        "[TCP]",
        "[SHM]",
        "[LOCAL]"
      )
    )
  }
}
