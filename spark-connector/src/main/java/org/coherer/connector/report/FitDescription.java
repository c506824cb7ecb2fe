package org.coherer.connector.report;

import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.coherer.training.engine.NetworkShape;

/**
 * What a fit is, before its first step.
 *
 * @param fit whose description it is
 * @param estimator the simple name of the estimator's class
 * @param params the values of its Params by name, as JSON, those included that were chosen from the
 *     rows
 * @param network the shape of the network
 * @param validated whether every epoch is followed by a validation
 */
public record FitDescription(
    FitReport.Fit fit,
    String estimator,
    SortedMap<String, String> params,
    NetworkShape network,
    boolean validated) {

  /** Copies the map. */
  public FitDescription {
    Objects.requireNonNull(fit, "fit");
    Objects.requireNonNull(estimator, "estimator");
    params = Collections.unmodifiableSortedMap(new TreeMap<>(params));
    Objects.requireNonNull(network, "network");
  }
}
