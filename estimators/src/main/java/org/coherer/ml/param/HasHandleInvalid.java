package org.coherer.ml.param;

import org.apache.spark.ml.param.Param;

/**
 * How to handle invalid rows: {@code error} fails the job, {@code skip} filters them out, {@code
 * keep} replaces missing features (null, NaN, infinite) by 0, {@code impute} by the mean, with an
 * input that says so. Default error.
 *
 * @param <S> the type of the stage
 */
public interface HasHandleInvalid<S>
    extends Fluent<S>, org.apache.spark.ml.param.shared.HasHandleInvalid {

  /** Returns the Param. */
  @Override
  default Param<String> handleInvalid() {
    return new Param<>(
        this,
        "handleInvalid",
        "how to handle invalid rows: error fails the job, skip filters them out, keep replaces "
            + "missing features by 0, impute (featuresCols alone) by the mean, with an input that says so");
  }

  /** Returns the value. */
  @Override
  default String getHandleInvalid() {
    return $(handleInvalid());
  }

  /** Sets how to handle invalid rows: error, skip, keep or impute. Default error. */
  default S setHandleInvalid(String value) {
    return Setter.set(this, handleInvalid(), value);
  }

  /** Not to be called: Spark's trait would keep a Param here, and this one makes it anew. */
  @Override
  default void org$apache$spark$ml$param$shared$HasHandleInvalid$_setter_$handleInvalid_$eq(
      Param<String> param) {}
}
