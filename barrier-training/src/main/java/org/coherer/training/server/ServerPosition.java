package org.coherer.training.server;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a server stands between two updates: with its parameters and its part of the optimizer's
 * state, all that it needs to go on.
 *
 * @param parameters how many parameters it holds
 * @param state how many values of the optimizer's state it holds
 * @param version how many updates have been applied, over all epochs
 * @param epoch the epoch under way, counted from 1; 0 before the first
 * @param tally what its updates added up to
 * @param learningRate that of the last update; NaN if there are several, or none
 * @param steps how many steps of each worker have been applied in it
 */
public record ServerPosition(
    long parameters,
    long state,
    long version,
    int epoch,
    Tally tally,
    double learningRate,
    SortedMap<Integer, Long> steps) {

  /** Copies the map. */
  public ServerPosition {
    steps = Collections.unmodifiableSortedMap(new TreeMap<>(steps));
  }
}
