package org.coherer.ml.param;

import org.apache.spark.ml.param.Param;

/**
 * Whether gradients travel while the backward pass still computes others: {@code on}, {@code off},
 * or {@code auto}, which is on where workers are on several machines or have processors to spare.
 * If not set, {@code spark.coherer.overlap} holds, whose default is auto.
 *
 * @param <S> the type of the stage
 */
public interface HasOverlap<S> extends Fluent<S> {

  /** Returns the Param. */
  default Param<String> overlap() {
    return new Param<>(
        this,
        "overlap",
        "whether gradients travel during the backward pass: on, off, or auto (several machines or processors to spare)");
  }

  /** Returns the value. */
  default String getOverlap() {
    return $(overlap());
  }

  /** Sets whether gradients travel during the backward pass: auto, on or off. Default auto. */
  default S setOverlap(String value) {
    return with(overlap(), value);
  }
}
