package org.coherer.ml.param;

import org.apache.spark.ml.param.Param;

/**
 * What happens when a loss, or gradients, are not finite: {@code fail}; {@code skip}, which skips
 * the step; or {@code rollBack}, which goes back to the end of the last epoch and trains on with
 * half the learning rate, at the cost of memory for a second copy of parameters and optimizer
 * state. Default fail.
 *
 * @param <S> the type of the stage
 */
public interface HasOnDivergence<S> extends Fluent<S> {

  /** Returns the Param. */
  default Param<String> onDivergence() {
    return new Param<>(
        this,
        "onDivergence",
        "what happens when a loss or gradients are not finite: fail, skip (the step changes nothing), or rollBack (to"
            + " the end of the last epoch, then on with half the learning rate)");
  }

  /** Returns the value. */
  default String getOnDivergence() {
    return $(onDivergence());
  }

  /** Sets what happens when a loss or gradients are not finite. Default fail. */
  default S setOnDivergence(String value) {
    return Setter.set(this, onDivergence(), value);
  }
}
