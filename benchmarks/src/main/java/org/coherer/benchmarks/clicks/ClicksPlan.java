package org.coherer.benchmarks.clicks;

import java.util.List;
import org.coherer.benchmarks.harness.Rounds;
import org.coherer.examples.clicks.ClickLog;
import org.coherer.examples.clicks.WideAndDeep;

/**
 * What is trained, and for how long.
 *
 * @param rows rows to train on
 * @param testRows rows that come behind them, to test with
 * @param epochs passes over the rows
 * @param rounds how often each contender trains; a round has a seed of its own
 */
record ClicksPlan(int rows, int testRows, int epochs, Rounds rounds) {

  /** Enough rows to come near to the optimum. */
  static final ClicksPlan FULL =
      new ClicksPlan(4_000_000, 400_000, 2, Rounds.ofTrainings(Rounds.LEAST_OF_TRAININGS));

  /** Enough for a look at the speed. */
  static final ClicksPlan QUICK =
      new ClicksPlan(200_000, 50_000, 1, Rounds.ofTrainings(Rounds.LEAST_OF_TRAININGS));

  /** The log of all trainings. */
  static final ClickLog LOG = ClickLog.usual(1);

  /** The network of all trainings. */
  static final WideAndDeep NETWORK = WideAndDeep.of(LOG);

  /** How our worker and its server train: as PyTorch does, and with the next rows pulled early. */
  static final List<String> CONSISTENCIES = List.of("synchronous", "boundedStaleness");

  /** Rows of a step. */
  static final int BATCH = 1000;

  /** Threads of PyTorch, and slots of ours: for a worker, and for a server. */
  static final int THREADS = 2;
}
