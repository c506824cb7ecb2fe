package org.coherer.ml.param;

import org.apache.spark.ml.param.Param;

/**
 * What becomes of rows that the network cannot take: {@code error} ends it all at the first, {@code
 * skip} leaves them out, {@code keep} takes missing features (null, NaN, infinite) for 0. Default
 * error.
 *
 * @param <S> the type of the stage
 */
public interface HasHandleInvalid<S> extends Fluent<S> {

  /** Returns the Param. */
  default Param<String> handleInvalid() {
    return new Param<>(
        this,
        "handleInvalid",
        "what becomes of rows that the network cannot take: error ends it all, skip leaves them out, keep takes missing"
            + " features for 0");
  }

  /** Returns the value. */
  default String getHandleInvalid() {
    return $(handleInvalid());
  }

  /** Sets what becomes of rows that the network cannot take: error, skip or keep. Default error. */
  default S setHandleInvalid(String value) {
    return with(handleInvalid(), value);
  }
}
