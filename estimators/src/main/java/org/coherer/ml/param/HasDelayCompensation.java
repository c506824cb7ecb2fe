package org.coherer.ml.param;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * The factor lambda by which a stale gradient {@code g} of parameters {@code w} is corrected for
 * parameters {@code w'}: {@code lambda g g (w' - w)} is added to it (Zheng et al., 2017).
 *
 * @param <S> the type of the stage
 */
public interface HasDelayCompensation<S> extends Fluent<S> {

  /** Returns the Param. */
  default DoubleParam delayCompensation() {
    return new DoubleParam(
        this,
        "delayCompensation",
        "factor of what is added to a stale gradient for the change of the parameters since; 0 for nothing; not"
            + " with consistency synchronous (>= 0)",
        ParamValidators.gtEq(0));
  }

  /** Returns the value. */
  default double getDelayCompensation() {
    return (double) $(delayCompensation());
  }

  /**
   * Sets the factor of the correction. Servers then keep a copy of the parameters for each worker.
   * The paper has 0.04 to 2. Default 0: no correction.
   */
  default S setDelayCompensation(double value) {
    return Setter.set(this, delayCompensation(), value);
  }
}
