package org.coherer.training.transport;

import java.util.List;

/** Where the ranks of a run learn of each other. */
@FunctionalInterface
public interface Rendezvous {

  /**
   * Hands in what others must know of this rank and returns the same of all ranks, in rank order.
   * Called exactly once by every rank.
   *
   * @throws TransportException if the ranks do not all arrive, or do not follow the same plan
   */
  List<Member> meet(Member mine);
}
