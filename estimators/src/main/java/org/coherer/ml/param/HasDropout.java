package org.coherer.ml.param;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * The dropout probability of the inputs of hidden layers, in place of the network's own.
 *
 * @param <S> the type of the stage
 */
public interface HasDropout<S> extends Fluent<S> {

  /** Returns the Param. */
  default DoubleParam dropout() {
    return new DoubleParam(
        this,
        "dropout",
        "dropout probability of the inputs of hidden layers (in [0, 1))",
        ParamValidators.inRange(0.0, 1.0, true, false));
  }

  /** Returns the value. */
  default double getDropout() {
    return (double) $(dropout());
  }

  /** Sets the dropout probability. Default: the network's own. */
  default S setDropout(double value) {
    return Setter.set(this, dropout(), value);
  }
}
