package org.coherer.training.transport.mesh

import org.coherer.testkit.transport.WithRanks
import org.coherer.training.transport.{TransportListener, TransportSettings}
import org.scalatest.Assertions

/** Ranks that are connected by the mesh, over the links that their options allow. */
trait WithMesh extends WithRanks { this: Assertions =>
  override protected def listen(settings: TransportSettings): TransportListener = MeshListener.open(settings)
}
