package org.coherer.ml.param;

import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * The number of the network's first layers that are frozen: their parameters keep their bits.
 * Default 0.
 *
 * @param <S> the type of the stage
 */
public interface HasFrozenLayers<S> extends Fluent<S> {

  /** Returns the Param. */
  default IntParam frozenLayers() {
    return new IntParam(
        this,
        "frozenLayers",
        "number of the network's first layers that are frozen, not trained (>= 0)",
        ParamValidators.gtEq(0));
  }

  /** Returns the value. */
  default int getFrozenLayers() {
    return (int) $(frozenLayers());
  }

  /** Sets the number of frozen first layers. Default 0. */
  default S setFrozenLayers(int value) {
    return Setter.set(this, frozenLayers(), value);
  }
}
