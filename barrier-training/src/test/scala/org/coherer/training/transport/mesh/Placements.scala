package org.coherer.training.transport.mesh

import java.util.{Collections, EnumSet}

import org.coherer.training.transport.{LinkKind, Locality, TransportOptions}
import org.scalatest.Assertions

/** Ranks that exchange through shared memory. */
trait OverSharedMemory extends WithMesh { this: Assertions =>
  override protected def options: TransportOptions =
    super.options.withLinks(Collections.singleton(LinkKind.SHM))
}

/** Ranks that read each other's vectors. */
trait InOneProcess extends WithMesh { this: Assertions =>
  override protected def options: TransportOptions =
    super.options.withLinks(Collections.singleton(LinkKind.LOCAL))
}

/** Four ranks to a machine, two of them in one process; all links are used. */
trait OnTwoMachines extends WithMesh { this: Assertions =>
  override protected def options: TransportOptions =
    super.options.withLinks(EnumSet.allOf(classOf[LinkKind]))

  override protected def locality(rank: Int): Locality =
    new Locality(s"machine-${rank / 4}", s"process-${rank / 2}", 4)
}

/** Ranks that encrypt what they send over TCP. */
trait Encrypted extends WithMesh { this: Assertions =>
  override protected def options: TransportOptions = super.options.withEncryption(true)
}
