package org.coherer.training.transport.mesh

import org.coherer.testkit.transport.TransportContract
import org.coherer.training.transport.LinkKind
import org.scalatest.funsuite.AnyFunSuite

class TcpTransportSuite extends AnyFunSuite with TransportContract with WithMesh

class ShmTransportSuite extends AnyFunSuite with TransportContract with OverSharedMemory

class LocalTransportSuite extends AnyFunSuite with TransportContract with InOneProcess

class EncryptedTransportSuite extends AnyFunSuite with TransportContract with Encrypted

class MixedTransportSuite extends AnyFunSuite with TransportContract with OnTwoMachines {

  test("every pair of ranks uses its fastest link") {
    val links = withRanks(5)(t => (0 until 5).filter(_ != t.rank).map(t.link))
    assert(links.head == Seq(LinkKind.LOCAL, LinkKind.SHM, LinkKind.SHM, LinkKind.TCP))
    assert(links(4) == Seq.fill(4)(LinkKind.TCP))
  }
}
