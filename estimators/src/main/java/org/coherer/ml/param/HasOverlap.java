package org.coherer.ml.param;

import org.apache.spark.ml.param.Param;

/**
 * Whether the all-reduce of gradients overlaps the backward pass: {@code on}, {@code off}, or
 * {@code auto}, which is on if workers are on several machines or have spare processors. If not
 * set, {@code spark.coherer.overlap} applies; its default is auto.
 *
 * @param <S> the type of the stage
 */
public interface HasOverlap<S> extends Fluent<S> {

  /** Returns the Param. */
  default Param<String> overlap() {
    return new Param<>(
        this,
        "overlap",
        "whether the all-reduce of gradients overlaps the backward pass: on, off, or auto (on "
            + "with several machines or spare processors)");
  }

  /** Returns the value. */
  default String getOverlap() {
    return $(overlap());
  }

  /** Sets whether the all-reduce overlaps the backward pass: auto, on or off. Default auto. */
  default S setOverlap(String value) {
    return Setter.set(this, overlap(), value);
  }
}
