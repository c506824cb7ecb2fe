package org.coherer.training.collective

import org.coherer.testkit.transport.CollectivesContract
import org.coherer.training.transport.mesh.{InOneProcess, OnTwoMachines, OverSharedMemory, WithMesh}
import org.scalatest.funsuite.AnyFunSuite

class TcpCollectivesSuite extends AnyFunSuite with CollectivesContract with WithMesh

class ShmCollectivesSuite extends AnyFunSuite with CollectivesContract with OverSharedMemory

class LocalCollectivesSuite extends AnyFunSuite with CollectivesContract with InOneProcess

/** Two machines of two processes of two ranks, where there are eight; fewer ranks make it uneven. */
class MixedCollectivesSuite extends AnyFunSuite with CollectivesContract with OnTwoMachines
