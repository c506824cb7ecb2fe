package org.coherer.ml.param;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * The TCP ports on which workers listen for each other, such as {@code 40000-40100}; {@code 0} is
 * any free port. If not set, {@code spark.coherer.portRange} holds, whose default is any.
 */
public interface HasPortRange extends Params {

  /** Returns the Param. */
  Param<String> portRange();

  /** Returns the value. */
  default String getPortRange() {
    return $(portRange());
  }

  /** Creates the Param for a stage. */
  static Param<String> create(Params stage) {
    return new Param<>(
        stage,
        "portRange",
        "TCP ports on which workers listen for each other, like 40000-40100; 0 is any"
            + " (if not set: spark.coherer.portRange, or else any)");
  }
}
