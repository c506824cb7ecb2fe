package org.coherer.ml.param;

import org.apache.spark.ml.param.Param;

/**
 * Where to start from: a file or folder on any Hadoop file system that holds a trained network. A
 * folder is a model that was saved here; a file is a zip of DL4J's ModelSerializer or a Keras 2
 * model in HDF5. Takes the place of network and layers.
 *
 * @param <S> the type of the stage
 */
public interface HasInitialModelPath<S> extends Fluent<S> {

  /** Returns the Param. */
  default Param<String> initialModelPath() {
    return new Param<>(
        this,
        "initialModelPath",
        "path of a trained network to start from, on any Hadoop file system: a saved model, a zip of DL4J, or a Keras 2 model in HDF5");
  }

  /** Returns the value. */
  default String getInitialModelPath() {
    return $(initialModelPath());
  }

  /** Sets the path of a trained network to start from. Excludes network and layers. */
  default S setInitialModelPath(String value) {
    return with(initialModelPath(), value);
  }
}
