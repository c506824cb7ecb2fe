package org.coherer.training.sync;

import org.coherer.training.collective.AllReduce;
import org.coherer.training.collective.Broadcast;
import org.coherer.training.engine.HostMirror;
import org.coherer.training.engine.Replica;
import org.coherer.training.transport.Transport;
import org.coherer.training.vector.Chunk;
import org.coherer.training.vector.FlatVector;

/**
 * Synchronous data-parallel training: one all-reduce per step sums gradients, weights and losses of
 * all ranks at once. Where parameters are averaged, their differences travel in place of gradients.
 *
 * <p>Since sums are exchanged and the division by the total weight comes after, ranks with fewer
 * rows count for less, and a rank without rows counts for nothing.
 *
 * @see <a href="https://arxiv.org/abs/1706.02677">Goyal et al., 2017</a>, section 3, for the
 *     equality with one large batch
 */
public final class AllReduceSync implements ReplicaSync {

  private final HostMirror parameters;
  private final Transport transport;
  private final AllReduce allReduce;
  private final Broadcast broadcast;
  private final ExchangedTotals totals = new ExchangedTotals();
  private final FlatVector exchanged;

  /** Creates the sync of a replica, over a connected transport and two collectives over it. */
  public AllReduceSync(
      Replica replica, Transport transport, AllReduce allReduce, Broadcast broadcast) {
    this.parameters = replica.parameters();
    this.transport = transport;
    this.allReduce = allReduce;
    this.broadcast = broadcast;
    this.exchanged = FlatVector.concat(replica.gradients().host(), totals.vector());
  }

  @Override
  public void start() {
    ParameterBroadcast.fromRankZero(parameters, broadcast);
  }

  @Override
  public StepTotals synchronize(long step, StepTotals mine) {
    transport.step(step);
    totals.set(mine);
    allReduce.sum(exchanged);
    return totals.get();
  }

  @Override
  public void check() {
    transport.check();
  }

  @Override
  public Chunk reducedRange() {
    return new Chunk(0, parameters.length());
  }
}
