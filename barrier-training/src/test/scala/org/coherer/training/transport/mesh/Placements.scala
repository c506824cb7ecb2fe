package org.coherer.training.transport.mesh

import java.util.{Collections, EnumSet}

import org.coherer.training.transport.{PathKind, Place, TransportOptions}
import org.scalatest.Assertions

/** Ranks that exchange through shared memory. */
trait OverSharedMemory extends WithMesh { this: Assertions =>
  override protected def options: TransportOptions =
    super.options.withPaths(Collections.singleton(PathKind.SHM))
}

/** Ranks that read each other's vectors. */
trait InOneProcess extends WithMesh { this: Assertions =>
  override protected def options: TransportOptions =
    super.options.withPaths(Collections.singleton(PathKind.LOCAL))
}

/** Four ranks to a machine, two of them in one process; all paths are used. */
trait OnTwoMachines extends WithMesh { this: Assertions =>
  override protected def options: TransportOptions =
    super.options.withPaths(EnumSet.allOf(classOf[PathKind]))

  override protected def place(rank: Int): Place =
    new Place(s"machine-${rank / 4}", s"process-${rank / 2}", 4)
}

/** Ranks that encrypt what they send over TCP. */
trait Encrypted extends WithMesh { this: Assertions =>
  override protected def options: TransportOptions = super.options.withEncryption(true)
}
