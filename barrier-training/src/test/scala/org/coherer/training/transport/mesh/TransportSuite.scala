package org.coherer.training.transport.mesh

import org.coherer.testkit.transport.TransportContract
import org.coherer.training.transport.PathKind
import org.scalatest.funsuite.AnyFunSuite

class TcpTransportSuite extends AnyFunSuite with TransportContract with WithMesh

class ShmTransportSuite extends AnyFunSuite with TransportContract with OverSharedMemory

class LocalTransportSuite extends AnyFunSuite with TransportContract with InOneProcess

class EncryptedTransportSuite extends AnyFunSuite with TransportContract with Encrypted

class MixedTransportSuite extends AnyFunSuite with TransportContract with OnTwoMachines {

  test("every pair takes its fastest path") {
    val paths = withRanks(5)(t => (0 until 5).filter(_ != t.rank).map(t.path))
    assert(paths.head == Seq(PathKind.LOCAL, PathKind.SHM, PathKind.SHM, PathKind.TCP))
    assert(paths(4) == Seq.fill(4)(PathKind.TCP))
  }
}
