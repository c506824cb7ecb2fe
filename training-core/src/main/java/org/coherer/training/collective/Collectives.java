package org.coherer.training.collective;

import org.coherer.training.transport.Transport;
import org.coherer.training.vector.Chunk;

/**
 * Collective operations over one transport. They share its connections, so one of them runs at a
 * time, and all ranks call the same ones in the same order, with vectors of equal length: any from
 * 0 to beyond 2^31 floats.
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

  /**
   * Returns the operations among all ranks of the transport, which remains the caller's to close.
   */
  public static Collectives over(Transport transport) {
    return over(transport, CostModel.LOOPBACK);
  }

  /**
   * Returns the operations, chosen by a model of what messages cost.
   *
   * @param model the same on all ranks
   */
  public static Collectives over(Transport transport, CostModel model) {
    return new Collectives(transport, model);
  }

  /**
   * Returns a sum over all ranks. Cost per rank for {@code n} floats and {@code P} ranks: at most
   * 8n(P-1)/P bytes sent, which is the least that any algorithm can do, for long vectors; at least
   * log2 P messages one after the other, likewise, for short ones.
   */
  public AllReduce allReduce() {
    return new Hierarchical(Levels.of(transport), model);
  }

  /**
   * Returns the two halves of {@link #allReduce}, with the same bits. Cost per rank: 4n(P-1)/P
   * bytes sent in each, where all ranks are equally near.
   */
  public SplitAllReduce splitAllReduce() {
    return new Hierarchical(Levels.of(transport), model);
  }

  /** Returns a sum of which every rank gets one part. Cost per rank: 4n(P-1)/P bytes sent. */
  public ReduceScatter reduceScatter() {
    Flat flat = new Flat(Group.all(transport), model);
    return vector -> {
      flat.reduceScatter(vector);
      return Chunk.part(vector.length(), transport.worldSize(), transport.rank());
    };
  }

  /** Returns a collection of the parts of all ranks. Cost per rank: 4n(P-1)/P bytes sent. */
  public AllGather allGather() {
    return new Flat(Group.all(transport), model)::allGather;
  }

  /**
   * Returns a broadcast. For {@code n} floats and {@code P} ranks, the last rank has its copy after
   * ceil(log2 P) messages of 4n bytes one after the other.
   */
  public Broadcast broadcast() {
    return new BinomialBroadcast(transport);
  }
}
