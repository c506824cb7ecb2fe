package org.coherer.training.recovery;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.coherer.training.collective.Broadcast;
import org.coherer.training.engine.HostMirror;
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

  /** The numbers that each rank shows: its position, and the lengths of what it can send. */
  private enum Shown {
    EPOCHS,
    STOPPED,
    STEPS,
    STATE_BYTES,
    BEST_LENGTH
  }

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
    Optional<TrainedReplica> mine = memory.trained();
    byte[] state = mine.map(kept -> LoopStateCodec.encode(kept.state())).orElse(new byte[0]);
    double[][] all = sums.gather(shown(mine, state.length));
    int furthest = furthestOf(all);
    double[] there = all[furthest];
    if (there[Shown.STATE_BYTES.ordinal()] == 0) {
      return new Outcome(LoopStart.of(optimizer), 0);
    }
    IntPredicate keeps = rank -> comparePositions(all[rank], there) == 0;
    int count = (int) IntStream.range(0, all.length).filter(keeps).count();
    Optional<TrainedReplica> right = mine.filter(kept -> keeps.test(sums.rank()));
    LoopState position = right.map(TrainedReplica::state).orElse(LoopState.START);
    Optional<FlatVector> best = right.flatMap(TrainedReplica::best);
    if (count < all.length) {
      if (right.isEmpty()) {
        memory.forgetTraining();
      }
      LoopState received =
          decoded(share(state, (int) there[Shown.STATE_BYTES.ordinal()], furthest));
      share(memory.replica().parameters(), furthest);
      share(memory.replica().optimizer().state(), furthest);
      best = share(best, (long) there[Shown.BEST_LENGTH.ordinal()], furthest);
      position = right.isPresent() ? position : received;
    }
    return new Outcome(new LoopStart(optimizer, position, best, true), count);
  }

  private static double[] shown(Optional<TrainedReplica> mine, int stateBytes) {
    double[] shown = new double[Shown.values().length];
    mine.ifPresent(
        kept -> {
          LoopState state = kept.state();
          shown[Shown.EPOCHS.ordinal()] = state.completed().size();
          shown[Shown.STOPPED.ordinal()] = state.stop().isPresent() ? 1 : 0;
          shown[Shown.STEPS.ordinal()] = state.tally().steps();
          shown[Shown.STATE_BYTES.ordinal()] = stateBytes;
          shown[Shown.BEST_LENGTH.ordinal()] = kept.best().map(FlatVector::length).orElse(0L);
        });
    return shown;
  }

  private static int furthestOf(double[][] all) {
    int furthest = 0;
    for (int rank = 1; rank < all.length; rank++) {
      if (comparePositions(all[rank], all[furthest]) > 0) {
        furthest = rank;
      }
    }
    return furthest;
  }

  /** A rank that has kept nothing is behind all others, also those that have made no step. */
  private static int comparePositions(double[] one, double[] other) {
    double ones = Math.signum(one[Shown.STATE_BYTES.ordinal()]);
    double others = Math.signum(other[Shown.STATE_BYTES.ordinal()]);
    return ones == others
        ? Arrays.compare(one, 0, Shown.STATE_BYTES.ordinal(), other, 0, Shown.STATE_BYTES.ordinal())
        : Double.compare(ones, others);
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
