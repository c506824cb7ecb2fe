package org.coherer.training.loop.time;

import java.util.function.LongSupplier;
import org.coherer.training.data.BatchSource;
import org.coherer.training.event.TrainingHistory;
import org.coherer.training.sync.DoubleAllReduce;

/** Where the time of an epoch goes, on this rank and then on all of them. */
public final class EpochClock {

  private static final int TOTAL = 0;
  private static final int DATA = 1;
  private static final int EXCHANGE = 2;
  private static final int TIME_IS_UP = 3;

  private final BatchSource batches;
  private final DoubleAllReduce allRanks;
  private final LongSupplier nanoTime;
  private long started;
  private long waitedBefore;
  private long exchangeStarted;
  private long exchangeNanos;
  private double total;
  private double data;
  private boolean timeIsUp;

  /**
   * Creates the clock of one rank.
   *
   * @param batches measures its own waits
   * @param allRanks sums over all ranks
   */
  public EpochClock(BatchSource batches, DoubleAllReduce allRanks, LongSupplier nanoTime) {
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

  /** Returns how long the steps have taken on this rank. */
  public double seconds() {
    return total;
  }

  /** Returns how long this rank has waited for batches. */
  public double dataSeconds() {
    return data;
  }

  /**
   * Exchanges what the ranks have measured, and whether the time of the run is up. All ranks call
   * it at the same time.
   *
   * @throws org.coherer.training.transport.TransportException if a peer is lost
   */
  public TrainingHistory.Times meet(boolean over) {
    double[][] ranks = allRanks.gather(total, data, exchangeNanos / 1e9, over ? 1 : 0);
    double[] mean = new double[ranks[0].length];
    double least = Double.POSITIVE_INFINITY;
    for (double[] one : ranks) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += one[i] / ranks.length;
      }
      least = Math.min(least, one[EXCHANGE]);
    }
    timeIsUp = mean[TIME_IS_UP] > 0;
    double compute = mean[TOTAL] - mean[DATA] - mean[EXCHANGE];
    return new TrainingHistory.Times(
        mean[TOTAL], mean[DATA], compute, least, Math.max(0, mean[EXCHANGE] - least));
  }

  /** Returns whether a rank has said in the last meeting that the time is up. */
  public boolean timeIsUp() {
    return timeIsUp;
  }
}
