package org.coherer.training.loop.time;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.coherer.training.data.RankBatches;
import org.coherer.training.event.TrainingEvent;
import org.coherer.training.event.TrainingHistory;
import org.coherer.training.sync.DoubleAllReduce;

/** Where the time of an epoch goes, on this rank and then on all of them. */
public final class EpochClock {

  private static final int TOTAL = 0;
  private static final int DATA = 1;
  private static final int EXCHANGE = 2;
  private static final int TIME_IS_UP = 3;

  /** The share of an epoch that others have to wait for a rank until it is worth a word. */
  private static final double STRAGGLER_SHARE = 0.2;

  private final RankBatches batches;
  private final DoubleAllReduce allRanks;
  private final LongSupplier nanoTime;
  private long started;
  private long waitedBefore;
  private long exchangeStarted;
  private long exchangeNanos;
  private double total;
  private double data;
  private double[][] ranks = {};
  private boolean timeIsUp;

  /**
   * Creates the clock of one rank.
   *
   * @param batches measures its own waits
   * @param allRanks sums over all ranks
   */
  public EpochClock(RankBatches batches, DoubleAllReduce allRanks, LongSupplier nanoTime) {
    this.batches = batches;
    this.allRanks = allRanks;
    this.nanoTime = nanoTime;
  }

  /** The steps begin. */
  public void startEpoch() {
    started = nanoTime.getAsLong();
    waitedBefore = batches.waitNanos();
    exchangeNanos = 0;
  }

  /** An exchange with other ranks begins. */
  public void startExchange() {
    exchangeStarted = nanoTime.getAsLong();
  }

  /** The exchange is done. */
  public void endExchange() {
    exchangeNanos += nanoTime.getAsLong() - exchangeStarted;
  }

  /** The steps are done. */
  public void endEpoch() {
    total = (nanoTime.getAsLong() - started) / 1e9;
    data = (batches.waitNanos() - waitedBefore) / 1e9;
  }

  /**
   * Exchanges what the ranks have measured, and whether the time of the run is up. All ranks call
   * it at the same time.
   *
   * @throws org.coherer.training.transport.TransportException if a peer is lost
   */
  public TrainingHistory.Times meet(boolean over) {
    ranks = allRanks.gather(total, data, exchangeNanos / 1e9, over ? 1 : 0);
    double[] mean = new double[ranks[0].length];
    for (double[] one : ranks) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += one[i] / ranks.length;
      }
    }
    timeIsUp = mean[TIME_IS_UP] > 0;
    return times(mean);
  }

  /** Returns what the last meeting has found of each rank, in their order. */
  public List<TrainingHistory.Times> ofRanks() {
    return Arrays.stream(ranks).map(this::times).toList();
  }

  /** Who waits least in exchanges has come to them last; what others take longer, they wait. */
  private TrainingHistory.Times times(double[] one) {
    double least = Double.POSITIVE_INFINITY;
    for (double[] rank : ranks) {
      least = Math.min(least, rank[EXCHANGE]);
    }
    double compute = one[TOTAL] - one[DATA] - one[EXCHANGE];
    return new TrainingHistory.Times(
        one[TOTAL], one[DATA], compute, least, Math.max(0, one[EXCHANGE] - least));
  }

  /**
   * Returns the rank for which the others have waited, by what the ranks have said in the last
   * meeting: empty if it was not long. Who waits least in exchanges has come to them last.
   *
   * @param epoch the epoch that they have measured
   */
  public Optional<TrainingEvent.Straggled> straggler(int epoch) {
    int others = ranks.length - 1;
    if (others < 1) {
      return Optional.empty();
    }
    int last = 0;
    for (int rank = 1; rank < ranks.length; rank++) {
      last = ranks[rank][EXCHANGE] < ranks[last][EXCHANGE] ? rank : last;
    }
    double own = ranks[last][TOTAL];
    double waited = ofOthers(last, EXCHANGE) - ranks[last][EXCHANGE];
    if (waited < STRAGGLER_SHARE * own) {
      return Optional.empty();
    }
    double busy = own - ranks[last][EXCHANGE];
    double data = ranks[last][DATA];
    double othersData = ofOthers(last, DATA);
    double othersCompute = ofOthers(last, TOTAL) - ofOthers(last, EXCHANGE) - othersData;
    boolean byData = data - othersData > busy - data - othersCompute;
    return Optional.of(
        new TrainingEvent.Straggled(
            last,
            epoch,
            byData ? TrainingEvent.Straggled.DATA : TrainingEvent.Straggled.COMPUTE,
            byData ? data : busy - data,
            byData ? othersData : othersCompute,
            waited,
            own));
  }

  /** Returns the mean of a number over all ranks but one. */
  private double ofOthers(int one, int what) {
    double sum = 0;
    for (int rank = 0; rank < ranks.length; rank++) {
      sum += rank == one ? 0 : ranks[rank][what];
    }
    return sum / (ranks.length - 1);
  }

  /** Returns whether a rank has said in the last meeting that the time is up. */
  public boolean timeIsUp() {
    return timeIsUp;
  }
}
