package org.coherer.ml.param;

import org.apache.spark.ml.param.Param;

/**
 * Warm start: the path of a trained network to start from, on any Hadoop file system. A folder is a
 * model that this library has saved; a file is a zip of DL4J's ModelSerializer or a Keras model, as
 * .keras or HDF5. Replaces network and layers.
 *
 * @param <S> the type of the stage
 */
public interface HasInitialModelPath<S> extends Fluent<S> {

  /** Returns the Param. */
  default Param<String> initialModelPath() {
    return new Param<>(
        this,
        "initialModelPath",
        "path of a trained network to start from (warm start), on any Hadoop file system: a "
            + "saved model, a DL4J zip, or a Keras model (.keras or HDF5)");
  }

  /** Returns the value. */
  default String getInitialModelPath() {
    return $(initialModelPath());
  }

  /** Sets the path of a trained network to start from. Excludes network and layers. */
  default S setInitialModelPath(String value) {
    return Setter.set(this, initialModelPath(), value);
  }
}
