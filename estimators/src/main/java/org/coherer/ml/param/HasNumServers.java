package org.coherer.ml.param;

import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * How many servers share the parameters, of {@code trainer} parameterServer. Each takes a slot for
 * as long as training lasts.
 *
 * @param <S> the type of the stage
 */
public interface HasNumServers<S> extends Fluent<S> {

  /** Returns the Param. */
  default IntParam numServers() {
    return new IntParam(
        this,
        "numServers",
        "how many parameter servers share the parameters; each takes a slot (>= 1)",
        ParamValidators.gtEq(1));
  }

  /** Returns the value. */
  default int getNumServers() {
    return (int) $(numServers());
  }

  /**
   * Sets the number of parameter servers. More of them share the work of updates and of sending
   * parameters to workers; one is enough for most networks. Default 1.
   */
  default S setNumServers(int value) {
    return Setter.set(this, numServers(), value);
  }
}
