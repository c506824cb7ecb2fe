package org.coherer.ml.param;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * What becomes of rows that the network cannot take: {@code error} ends it all at the first, {@code
 * skip} leaves them out, {@code keep} takes missing features (null, NaN, infinite) for 0. Default
 * error.
 */
public interface HasHandleInvalid extends Params {

  /** Returns the Param. */
  Param<String> handleInvalid();

  /** Returns the value. */
  default String getHandleInvalid() {
    return $(handleInvalid());
  }

  /** Creates the Param for a stage. */
  static Param<String> create(Params stage) {
    return new Param<>(
        stage,
        "handleInvalid",
        "what becomes of rows that the network cannot take: error ends it all, skip leaves them out, keep takes missing"
            + " features for 0");
  }
}
