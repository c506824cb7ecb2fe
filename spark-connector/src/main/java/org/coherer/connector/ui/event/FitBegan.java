package org.coherer.connector.ui.event;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A fit is about to train.
 *
 * @param fit its number
 * @param time when, in milliseconds since 1970
 * @param uid that of its estimator
 * @param estimator the simple name of the estimator's class
 * @param params the values of its Params as JSON, the long ones cut
 * @param network what it trains
 */
public record FitBegan(
    long fit,
    long time,
    String uid,
    String estimator,
    SortedMap<String, String> params,
    Network network)
    implements FitEvent {

  /** Copies the map. */
  public FitBegan {
    params = Collections.unmodifiableSortedMap(new TreeMap<>(params));
  }
}
