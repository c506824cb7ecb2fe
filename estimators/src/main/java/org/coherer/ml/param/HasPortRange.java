package org.coherer.ml.param;

import org.apache.spark.ml.param.Param;

/**
 * The TCP ports on which workers listen for each other, such as {@code 40000-40100}; {@code 0} for
 * any free port. If not set, {@code spark.coherer.portRange} applies; its default is any.
 *
 * @param <S> the type of the stage
 */
public interface HasPortRange<S> extends Fluent<S> {

  /** Returns the Param. */
  default Param<String> portRange() {
    return new Param<>(
        this,
        "portRange",
        "TCP ports on which workers listen for each other, such as 40000-40100; 0 for any free port");
  }

  /** Returns the value. */
  default String getPortRange() {
    return $(portRange());
  }

  /**
   * Sets the TCP ports on which workers listen for each other, such as 40000-40100; 0 for any free
   * port.
   */
  default S setPortRange(String value) {
    return Setter.set(this, portRange(), value);
  }
}
