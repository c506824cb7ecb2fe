package org.coherer.ml.param;

import org.apache.spark.ml.param.Param;

/**
 * The folder, on any Hadoop file system, into which each fit writes what TensorBoard shows: losses,
 * metrics, times, notes, the network and the Params. If not set, {@code
 * spark.coherer.tensorBoardDir} applies; without one, nothing is written.
 *
 * @param <S> the type of the stage
 */
public interface HasTensorBoardDir<S> extends Fluent<S> {

  /** Returns the Param. */
  default Param<String> tensorBoardDir() {
    return new Param<>(
        this,
        "tensorBoardDir",
        "folder for TensorBoard, on any Hadoop file system that the driver reaches; each fit is a run of its own in it");
  }

  /** Returns the value. */
  default String getTensorBoardDir() {
    return $(tensorBoardDir());
  }

  /** Sets the folder for TensorBoard. Each fit has a folder of its own in it. */
  default S setTensorBoardDir(String value) {
    return Setter.set(this, tensorBoardDir(), value);
  }
}
