package org.coherer.ml.param;

import org.apache.spark.ml.param.Param;

/**
 * The TCP ports on which workers listen for each other, such as {@code 40000-40100}; {@code 0} is
 * any free port. If not set, {@code spark.coherer.portRange} holds, whose default is any.
 *
 * @param <S> the type of the stage
 */
public interface HasPortRange<S> extends Fluent<S> {

  /** Returns the Param. */
  default Param<String> portRange() {
    return new Param<>(
        this,
        "portRange",
        "TCP ports on which workers listen for each other, like 40000-40100; 0 is any");
  }

  /** Returns the value. */
  default String getPortRange() {
    return $(portRange());
  }

  /** Sets the TCP ports on which workers listen for each other, like 40000-40100; 0 is any. */
  default S setPortRange(String value) {
    return with(portRange(), value);
  }
}
