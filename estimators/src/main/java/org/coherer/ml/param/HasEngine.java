package org.coherer.ml.param;

import org.apache.spark.ml.param.Param;

/**
 * The name of the engine that trains and runs the network, one of those on the class path. It
 * decides what the Param network may hold. If not set, {@code spark.coherer.engine} holds, whose
 * default is dl4j.
 *
 * @param <S> the type of the stage
 */
public interface HasEngine<S> extends Fluent<S> {

  /** Returns the Param. */
  default Param<String> engine() {
    return new Param<>(
        this,
        "engine",
        "name of the engine that trains and runs the network; it must be on the class path");
  }

  /** Returns the value. */
  default String getEngine() {
    return $(engine());
  }

  /** Sets the engine that trains and runs the network. Default dl4j. */
  default S setEngine(String value) {
    return Setter.set(this, engine(), value);
  }
}
