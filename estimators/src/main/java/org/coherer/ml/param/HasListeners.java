package org.coherer.ml.param;

import org.apache.spark.ml.param.StringArrayParam;

/**
 * The listeners of a fit, by the names of their classes: each implements {@code
 * org.coherer.connector.report.FitListener} and has a public constructor without arguments. Every
 * fit creates its own on the driver, and closes those that are {@code AutoCloseable}. If not set,
 * {@code spark.coherer.listeners} applies; without any, there are none.
 *
 * @param <S> the type of the stage
 */
public interface HasListeners<S> extends Fluent<S> {

  /** Returns the Param. */
  default StringArrayParam listeners() {
    return new StringArrayParam(
        this,
        "listeners",
        "names of classes on the driver that are told of the progress of a fit: FitListeners with a public "
            + "constructor without arguments; each fit has its own instances");
  }

  /** Returns the value. */
  default String[] getListeners() {
    return $(listeners());
  }

  /** Sets the classes of the listeners of a fit, by their full names. */
  default S setListeners(String... value) {
    return Setter.set(this, listeners(), value);
  }
}
