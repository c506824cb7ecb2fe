package org.coherer.ml.param;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * Whether gradients travel while the backward pass still computes others: {@code on}, {@code off},
 * or {@code auto}, which is on where workers are on several machines or have processors to spare.
 * If not set, {@code spark.coherer.overlap} holds, whose default is auto.
 */
public interface HasOverlap extends Params {

  /** Returns the Param. */
  Param<String> overlap();

  /** Returns the value. */
  default String getOverlap() {
    return $(overlap());
  }

  /** Creates the Param for a stage. */
  static Param<String> create(Params stage) {
    return new Param<>(
        stage,
        "overlap",
        "whether gradients travel during the backward pass: on, off, or auto (several machines or processors to spare)"
            + " (if not set: spark.coherer.overlap, or else auto)");
  }
}
