package org.coherer.training.sync;

import java.util.List;
import java.util.Optional;
import org.coherer.training.collective.AllReduce;
import org.coherer.training.collective.Broadcast;
import org.coherer.training.collective.Collectives;
import org.coherer.training.collective.SplitAllReduce;
import org.coherer.training.engine.HostMirror;
import org.coherer.training.engine.Replica;
import org.coherer.training.transport.Locality;
import org.coherer.training.transport.Transport;
import org.coherer.training.vector.Chunk;
import org.coherer.training.vector.FlatVector;

/**
 * Does what {@link AllReduceSync} does, with the same bits, but every rank updates its own part of
 * the parameters alone: a reduce-scatter gives it that part's gradients, and after the step an
 * all-gather gives it the parameters of the others. So a rank keeps, and goes through, only its
 * part of the optimizer's state.
 *
 * <p>Where an element is summed around a ring, the order depends on where it lies. So gradients and
 * totals are exchanged as one vector here too, and parameters as one of the same length.
 *
 * @see <a href="https://doi.org/10.1109/SC41405.2020.00024">Rajbhandari et al., 2020</a>, section
 *     5.1, for the sharding of optimizer states
 */
public final class ShardedSync implements ReplicaSync {

  private final HostMirror parameters;
  private final Transport transport;
  private final SplitAllReduce split;
  private final AllReduce allReduce;
  private final Broadcast broadcast;
  private final ExchangedTotals totals = new ExchangedTotals();
  private final FlatVector exchanged;
  private final FlatVector shared;
  private final Optional<PartCopies> copies;

  /**
   * Creates the sync of a replica, whose optimizer is sharded by it, over a connected transport and
   * its collectives.
   *
   * @param holders where each rank runs, if the ranks hold copies of each other's parts; empty on
   *     all of them if not
   * @throws IllegalArgumentException if the optimizer cannot be sharded
   * @throws org.coherer.training.transport.TransportException if a peer is lost
   */
  ShardedSync(
      Replica replica,
      Transport transport,
      Collectives collectives,
      Optional<List<Locality>> holders) {
    this.parameters = replica.parameters();
    this.transport = transport;
    this.split = collectives.splitAllReduce();
    this.allReduce = collectives.allReduce();
    this.broadcast = collectives.broadcast();
    this.shared =
        FlatVector.concat(parameters.host(), FlatVector.allocate(totals.vector().length()));
    this.exchanged = FlatVector.concat(replica.gradients().host(), totals.vector());
    replica.optimizer().shard(reducedRange());
    DoubleAllReduce sums =
        new DoubleAllReduce(collectives.allGather(), transport.rank(), transport.worldSize());
    this.copies =
        holders.map(where -> new PartCopies(replica, transport, sums, reducedRange(), where));
  }

  @Override
  public void start() {
    ParameterBroadcast.fromRankZero(parameters, broadcast);
  }

  @Override
  public void begin() {
    copies.ifPresent(PartCopies::begin);
  }

  @Override
  public Optional<PartCopies> copies() {
    return copies;
  }

  @Override
  public Chunk reducedRange() {
    return mine().within(new Chunk(0, parameters.length()));
  }

  private Chunk mine() {
    return split.part(shared.length());
  }

  @Override
  public StepTotals synchronize(long step, StepTotals mine) {
    transport.step(step);
    totals.set(mine);
    split.reduceScatter(exchanged);
    shareTotals();
    return totals.get();
  }

  /** Every total is at one rank. The others add zeros, which change no bit of it. */
  private void shareTotals() {
    Chunk mine = mine();
    FlatVector all = totals.vector();
    long first = exchanged.length() - all.length();
    for (long i = 0; i < all.length(); i++) {
      if (!mine.contains(first + i)) {
        all.set(i, 0);
      }
    }
    allReduce.sum(all);
  }

  @Override
  public void beforeStep() {
    copies.ifPresent(PartCopies::beforeStep);
  }

  @Override
  public void afterStep() {
    parameters.pull();
    copies.ifPresent(PartCopies::updated);
    split.allGather(shared);
    parameters.push();
    copies.ifPresent(PartCopies::completed);
  }
}
