package org.coherer.training.collective;

import org.coherer.training.transport.Transport;
import org.coherer.training.vector.Chunk;

/**
 * Collective operations over one transport. They share its connections, so one operation runs at a
 * time, and all ranks call the same operations in the same order, with vectors of equal length:
 * from 0 to beyond 2^31 floats.
 *
 * <p>Results are equal bit for bit on all ranks, and from run to run with the same placement of
 * ranks on processes and machines.
 */
public final class Collectives {

  private final Transport transport;
  private final CostModel model;

  private Collectives(Transport transport, CostModel model) {
    this.transport = transport;
    this.model = model;
  }

  /** Returns the operations among all ranks of the transport, which the caller closes. */
  public static Collectives over(Transport transport) {
    return over(transport, CostModel.LOOPBACK);
  }

  /**
   * Returns the operations, with algorithms chosen by a cost model.
   *
   * @param model the cost model, equal on all ranks
   */
  public static Collectives over(Transport transport, CostModel model) {
    return new Collectives(transport, model);
  }

  /**
   * Returns an all-reduce. Cost per rank for {@code n} floats and {@code P} ranks: at most
   * 8n(P-1)/P bytes sent for long vectors, and log2 P consecutive messages for short ones; both are
   * the lower bounds.
   */
  public AllReduce allReduce() {
    return new Hierarchical(Levels.of(transport), model);
  }

  /**
   * Returns {@link #allReduce} in its two halves, with bit-identical results. Cost per rank:
   * 4n(P-1)/P bytes sent in each half, if all ranks have the same locality.
   */
  public SplitAllReduce splitAllReduce() {
    return new Hierarchical(Levels.of(transport), model);
  }

  /** Returns a reduce-scatter. Cost per rank: 4n(P-1)/P bytes sent. */
  public ReduceScatter reduceScatter() {
    Flat flat = new Flat(Group.all(transport), model);
    return vector -> {
      flat.reduceScatter(vector);
      return Chunk.part(vector.length(), transport.worldSize(), transport.rank());
    };
  }

  /** Returns an all-gather. Cost per rank: 4n(P-1)/P bytes sent. */
  public AllGather allGather() {
    return new Flat(Group.all(transport), model)::allGather;
  }

  /**
   * Returns a broadcast. For {@code n} floats and {@code P} ranks, the last rank has its copy after
   * ceil(log2 P) consecutive messages of 4n bytes.
   */
  public Broadcast broadcast() {
    return new BinomialBroadcast(transport);
  }
}
