package org.coherer.ml.param;

import org.apache.spark.ml.param.BooleanParam;

/**
 * Whether row weights are multiplied so that every class weighs as much as any other in training: n
 * / (k x n_class) for n rows of k classes, as scikit-learn's {@code class_weight="balanced"}.
 * Default false.
 *
 * @param <S> the type of the stage
 */
public interface HasBalanceClasses<S> extends Fluent<S> {

  /** Returns the Param. */
  default BooleanParam balanceClasses() {
    return new BooleanParam(
        this,
        "balanceClasses",
        "whether row weights are multiplied by n / (k x n_class), for n rows of k classes, so that every class"
            + " weighs as much as any other in training");
  }

  /** Returns the value. */
  default boolean getBalanceClasses() {
    return (boolean) $(balanceClasses());
  }

  /**
   * Sets whether every class weighs as much as any other in training. Excludes classWeights.
   * Default false.
   */
  default S setBalanceClasses(boolean value) {
    return Setter.set(this, balanceClasses(), value);
  }
}
