package org.coherer.training.recovery;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.coherer.training.collective.Broadcast;
import org.coherer.training.engine.HostMirror;
import org.coherer.training.loop.Copies;
import org.coherer.training.loop.LoopStart;
import org.coherer.training.loop.LoopState;
import org.coherer.training.loop.LoopStateCodec;
import org.coherer.training.loop.OptimizerHandover;
import org.coherer.training.loop.Rank;
import org.coherer.training.plan.Exchange;
import org.coherer.training.sync.DoubleAllReduce;
import org.coherer.training.sync.PartCopies;
import org.coherer.training.transport.TransportException;
import org.coherer.training.vector.FlatVector;

/**
 * Brings all ranks of an attempt to where the furthest of them has got in the attempts before. A
 * rank that is behind, or new, gets parameters, optimizer state and position of one that is there.
 * All ranks call it together.
 *
 * <p>Where each rank has an optimizer's state of its own, one that is level keeps its own. That of
 * a rank which is behind or new is lost; it goes on with a copy of the other's.
 */
public final class CatchUp {

  private final Broadcast broadcast;
  private final DoubleAllReduce sums;
  private final boolean ownStates;

  /**
   * Creates the catching up of one rank.
   *
   * @param exchange says whether each rank has an optimizer's state of its own
   */
  CatchUp(Broadcast broadcast, DoubleAllReduce sums, Exchange exchange) {
    this.broadcast = broadcast;
    this.sums = sums;
    this.ownStates = exchange.averaging().isPresent();
  }

  /**
   * Brings a rank to where the run goes on, whatever each rank has of the optimizer's state.
   *
   * @param optimizer what the run takes over from one before it
   * @throws TransportException if a peer is lost
   */
  public static Outcome of(
      Broadcast broadcast, Rank rank, RankMemory memory, OptimizerHandover optimizer) {
    Optional<PartCopies> copies = rank.sync().copies();
    return copies.isPresent()
        ? new PartsCatchUp(broadcast, rank, copies.get()).of(memory, optimizer)
        : new CatchUp(broadcast, rank.sums(), rank.plan().exchange()).of(memory, optimizer);
  }

  /**
   * Where a run goes on.
   *
   * @param start what the loop starts from
   * @param keptBy how many ranks had kept that position; 0 for a run that begins
   */
  public record Outcome(LoopStart start, int keptBy) {}

  /**
   * Changes this rank's replica, which is open, to that of the furthest rank.
   *
   * @param optimizer what the run takes over from one before it
   * @throws TransportException if a peer is lost
   */
  Outcome of(RankMemory memory, OptimizerHandover optimizer) {
    Optional<TrainedReplica> kept = memory.trained();
    byte[] state = kept.map(mine -> LoopStateCodec.encode(mine.state())).orElse(new byte[0]);
    Offer own = kept.map(mine -> Offer.of(mine, state.length)).orElse(Offer.NOTHING);
    List<Offer> all = Arrays.stream(sums.gather(own.numbers())).map(Offer::of).toList();
    Offer furthest = Collections.max(all);
    if (!furthest.isThere()) {
      return new Outcome(LoopStart.of(optimizer), 0);
    }
    int keptBy = (int) all.stream().filter(furthest::isLevelWith).count();
    boolean behind = !own.isLevelWith(furthest);
    if (behind) {
      memory.forgetTraining();
    }
    if (keptBy == all.size()) {
      return new Outcome(
          new LoopStart(optimizer, decoded(state), kept.orElseThrow().copies(), true), keptBy);
    }
    int from = all.indexOf(furthest);
    byte[] received =
        new SharedBytes(broadcast, sums.rank()).from(from, state, furthest.stateBytes());
    share(memory.replica().parameters(), from);
    boolean keepsOwn = ownStates && !behind && sums.rank() != from;
    share(memory.replica().optimizer().state(), from, keepsOwn);
    Copies copies =
        shareCopies(behind ? Copies.NONE : kept.orElseThrow().copies(), furthest, from, keepsOwn);
    byte[] position = behind ? received : state;
    return new Outcome(new LoopStart(optimizer, decoded(position), copies, true), keptBy);
  }

  private void share(HostMirror vector, int from) {
    vector.pull();
    broadcast.from(from, vector.host());
    vector.push();
  }

  /** All ranks take part in a broadcast, also one that has no use for what it brings. */
  private void share(HostMirror vector, int from, boolean keepsOwn) {
    if (keepsOwn) {
      broadcast.from(from, FlatVector.allocate(vector.length()));
    } else {
      share(vector, from);
    }
  }

  /** A copy may have an optimizer's state behind its parameters. */
  private Copies shareCopies(Copies mine, Offer furthest, int from, boolean keepsOwn) {
    Optional<FlatVector> best = share(mine.best(), furthest.bestLength(), from, keepsOwn);
    Optional<FlatVector> good = share(mine.good(), furthest.goodLength(), from, keepsOwn);
    return new Copies(best, good, share(mine.velocity(), furthest.velocityLength(), from, false));
  }

  private Optional<FlatVector> share(
      Optional<FlatVector> mine, long length, int from, boolean keepsOwn) {
    if (length == 0) {
      return Optional.empty();
    }
    Optional<FlatVector> own = mine.filter(vector -> vector.length() == length);
    FlatVector vector = keepsOwn || own.isEmpty() ? FlatVector.allocate(length) : own.orElseThrow();
    broadcast.from(from, vector);
    return keepsOwn && own.isPresent() ? own : Optional.of(vector);
  }

  /** Returns what another rank has encoded. */
  static LoopState decoded(byte[] state) {
    try {
      return LoopStateCodec.decode(state);
    } catch (IOException e) {
      throw new TransportException("Cannot go on where another rank is: " + e.getMessage(), e);
    }
  }
}
