package org.coherer.ml.param;

import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * How many of the network's first layers keep their parameters, bit for bit. Default 0.
 *
 * @param <S> the type of the stage
 */
public interface HasFrozenLayers<S> extends Fluent<S> {

  /** Returns the Param. */
  default IntParam frozenLayers() {
    return new IntParam(
        this,
        "frozenLayers",
        "how many of the network's first layers are not trained (>= 0)",
        ParamValidators.gtEq(0));
  }

  /** Returns the value. */
  default int getFrozenLayers() {
    return (int) $(frozenLayers());
  }

  /** Sets how many of the first layers are not trained. Default 0. */
  default S setFrozenLayers(int value) {
    return with(frozenLayers(), value);
  }
}
