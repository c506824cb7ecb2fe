package org.coherer.ml.param;

import org.apache.spark.ml.param.BooleanParam;

/**
 * Whether the learning rate of an update is divided by its staleness: by how many updates its
 * parameters lack (Zhang et al., 2016).
 *
 * @param <S> the type of the stage
 */
public interface HasRateByStaleness<S> extends Fluent<S> {

  /** Returns the Param. */
  default BooleanParam rateByStaleness() {
    return new BooleanParam(
        this,
        "rateByStaleness",
        "whether the learning rate of an update is divided by how many updates its parameters lack; not with"
            + " consistency synchronous");
  }

  /** Returns the value. */
  default boolean getRateByStaleness() {
    return (boolean) $(rateByStaleness());
  }

  /** Sets whether the rate of stale updates is lower. Default false. */
  default S setRateByStaleness(boolean value) {
    return Setter.set(this, rateByStaleness(), value);
  }
}
