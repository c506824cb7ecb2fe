package org.coherer.ml.param;

import org.apache.spark.ml.param.Param;

/**
 * The boolean column that is true in the rows of the validation set, on which the network is
 * evaluated after every epoch. Excludes validationFraction.
 *
 * @param <S> the type of the stage
 */
public interface HasValidationIndicatorCol<S>
    extends Fluent<S>, org.apache.spark.ml.param.shared.HasValidationIndicatorCol {

  /** Returns the Param. */
  @Override
  default Param<String> validationIndicatorCol() {
    return new Param<>(
        this,
        "validationIndicatorCol",
        "name of the column that indicates whether a row belongs to the validation set");
  }

  /** Returns the value. */
  @Override
  default String getValidationIndicatorCol() {
    return $(validationIndicatorCol());
  }

  /** Sets the column that indicates the rows of the validation set. */
  default S setValidationIndicatorCol(String value) {
    return Setter.set(this, validationIndicatorCol(), value);
  }

  /** Not to be called: Spark's trait would keep a Param here, and this one makes it anew. */
  @Override
  default void
      org$apache$spark$ml$param$shared$HasValidationIndicatorCol$_setter_$validationIndicatorCol_$eq(
          Param<String> param) {}
}
