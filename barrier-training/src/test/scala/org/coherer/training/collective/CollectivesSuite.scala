package org.coherer.training.collective

import org.coherer.training.transport.mesh.{InOneProcess, OnTwoMachines, OverSharedMemory}
import org.scalatest.funsuite.AnyFunSuite

class TcpCollectivesSuite extends AnyFunSuite with CollectivesContract

class ShmCollectivesSuite extends AnyFunSuite with CollectivesContract with OverSharedMemory

class LocalCollectivesSuite extends AnyFunSuite with CollectivesContract with InOneProcess

/** Two machines of two processes of two ranks, where there are eight; fewer ranks make it uneven. */
class MixedCollectivesSuite extends AnyFunSuite with CollectivesContract with OnTwoMachines
