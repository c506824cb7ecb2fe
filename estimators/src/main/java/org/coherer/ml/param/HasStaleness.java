package org.coherer.ml.param;

import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * By how many steps a worker may be ahead of the slowest one, with {@code consistency}
 * boundedStaleness.
 *
 * @param <S> the type of the stage
 */
public interface HasStaleness<S> extends Fluent<S> {

  /** Returns the Param. */
  default IntParam staleness() {
    return new IntParam(
        this,
        "staleness",
        "by how many steps a worker may be ahead of the slowest one, with consistency boundedStaleness (>= 0)",
        ParamValidators.gtEq(0));
  }

  /** Returns the value. */
  default int getStaleness() {
    return (int) $(staleness());
  }

  /**
   * Sets by how many steps a worker may be ahead of the slowest one. More of them hide more of the
   * time that single steps of other workers take too long; the updates are staler then. Default 3.
   */
  default S setStaleness(int value) {
    return Setter.set(this, staleness(), value);
  }
}
