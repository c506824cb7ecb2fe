package org.coherer.benchmarks.ranks;

import java.util.Set;
import org.coherer.training.collective.AllReduce;
import org.coherer.training.collective.Collectives;
import org.coherer.training.collective.CostModel;
import org.coherer.training.sync.DoubleAllReduce;
import org.coherer.training.transport.LinkKind;
import org.coherer.training.transport.Transport;
import org.coherer.training.transport.TransportListener;
import org.coherer.training.transport.TransportOptions;
import org.coherer.training.transport.TransportSettings;
import org.coherer.training.transport.mesh.MeshListener;

/** The one place where benchmarks choose a transport and the collectives over it. */
public final class RankTransports {

  private RankTransports() {}

  /** Returns the options that allow one kind of transport alone. */
  public static TransportOptions options(TransportKind kind) {
    return TransportOptions.DEFAULT.withLinks(Set.of(LinkKind.named(kind.label())));
  }

  /** Returns what executors on one machine use. */
  public static TransportKind betweenExecutors() {
    return TransportKind.SHM;
  }

  /** Opens the listener of one rank. */
  public static TransportListener open(TransportSettings settings) {
    return MeshListener.open(settings);
  }

  /** Returns the sum over all ranks of a transport. All ranks call it at the same time. */
  public static AllReduce allReduce(Transport transport) {
    return collectives(transport).allReduce();
  }

  /** Returns exact sums over all ranks of a transport, which may be made at any time. */
  public static DoubleAllReduce sums(Transport transport) {
    return new DoubleAllReduce(
        Collectives.over(transport).allGather(), transport.rank(), transport.worldSize());
  }

  /** Returns the collectives over a transport. All ranks call it at the same time. */
  public static Collectives collectives(Transport transport) {
    return Collectives.over(transport, CostModel.measure(transport));
  }
}
