package org.coherer.training.transport;

import java.util.List;

/** Exchanges the addresses of the ranks of a run. */
@FunctionalInterface
public interface Rendezvous {

  /**
   * Publishes this rank's member record and returns the records of all ranks, in rank order. Every
   * rank calls it exactly once.
   *
   * @throws TransportException if the ranks do not all arrive, or do not follow the same plan
   */
  List<Member> meet(Member mine);
}
