package org.coherer.ml.param;

import org.apache.spark.ml.param.Param;

/**
 * Checkpoints: the folder in which training leaves its state, on any Hadoop file system that all
 * executors reach. A fit of the same network, rows and Params resumes from the newest one. If not
 * set, {@code spark.coherer.checkpointDir} applies; without one, there are no checkpoints.
 *
 * @param <S> the type of the stage
 */
public interface HasCheckpointDir<S> extends Fluent<S> {

  /** Returns the Param. */
  default Param<String> checkpointDir() {
    return new Param<>(
        this,
        "checkpointDir",
        "folder for checkpoints, on any Hadoop file system that all executors reach; fits that "
            + "are interrupted resume from it");
  }

  /** Returns the value. */
  default String getCheckpointDir() {
    return $(checkpointDir());
  }

  /** Sets the folder for checkpoints. Each fit has a folder of its own in it. */
  default S setCheckpointDir(String value) {
    return Setter.set(this, checkpointDir(), value);
  }
}
