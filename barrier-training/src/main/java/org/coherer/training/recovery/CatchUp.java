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
import org.coherer.training.sync.DoubleAllReduce;
import org.coherer.training.transport.TransportException;
import org.coherer.training.vector.FlatVector;

/**
 * Brings all ranks of an attempt to where the furthest of them has got in the attempts before. A
 * rank that is behind, or new, gets parameters, optimizer state and position of one that is there.
 * All ranks call it together.
 */
public final class CatchUp {

  private final Broadcast broadcast;
  private final DoubleAllReduce sums;

  /** Creates the catching up of one rank. */
  public CatchUp(Broadcast broadcast, DoubleAllReduce sums) {
    this.broadcast = broadcast;
    this.sums = sums;
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
  public Outcome of(RankMemory memory, OptimizerHandover optimizer) {
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
    Copies copies = behind ? Copies.NONE : kept.orElseThrow().copies();
    byte[] position = state;
    if (keptBy < all.size()) {
      int from = all.indexOf(furthest);
      byte[] received = share(state, furthest.stateBytes(), from);
      share(memory.replica().parameters(), from);
      share(memory.replica().optimizer().state(), from);
      Optional<FlatVector> best = share(copies.best(), furthest.bestLength(), from);
      copies = new Copies(best, share(copies.good(), furthest.goodLength(), from));
      position = behind ? received : state;
    }
    return new Outcome(new LoopStart(optimizer, decoded(position), copies, true), keptBy);
  }

  private void share(HostMirror vector, int from) {
    vector.pull();
    broadcast.from(from, vector.host());
    vector.push();
  }

  private Optional<FlatVector> share(Optional<FlatVector> mine, long length, int from) {
    if (length == 0) {
      return Optional.empty();
    }
    FlatVector vector =
        mine.filter(own -> own.length() == length).orElseGet(() -> FlatVector.allocate(length));
    broadcast.from(from, vector);
    return Optional.of(vector);
  }

  /** Bytes travel as floats, one each: few of them, and no conversion can change one. */
  private byte[] share(byte[] mine, int length, int from) {
    FlatVector vector = FlatVector.allocate(length);
    if (sums.rank() == from) {
      for (int i = 0; i < length; i++) {
        vector.set(i, mine[i]);
      }
    }
    broadcast.from(from, vector);
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) vector.get(i);
    }
    return bytes;
  }

  private static LoopState decoded(byte[] state) {
    try {
      return LoopStateCodec.decode(state);
    } catch (IOException e) {
      throw new TransportException("Cannot go on where another rank is: " + e.getMessage(), e);
    }
  }
}
