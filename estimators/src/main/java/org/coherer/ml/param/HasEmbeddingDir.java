package org.coherer.ml.param;

import org.apache.spark.ml.param.Param;

/**
 * The folder for embedding tables, on any Hadoop file system that the driver and all executors
 * reach. Each fit has a folder of its own in it, which its model refers to until it is saved. If
 * not set, a folder on this machine's disk that ends with the application, which only an
 * application without a cluster can use.
 *
 * @param <S> the type of the stage
 */
public interface HasEmbeddingDir<S> extends Fluent<S> {

  /** Returns the Param. */
  default Param<String> embeddingDir() {
    return new Param<>(
        this,
        "embeddingDir",
        "folder for embedding tables, on any Hadoop file system that the driver and all executors"
            + " reach");
  }

  /** Returns the value. */
  default String getEmbeddingDir() {
    return $(embeddingDir());
  }

  /** Sets the folder for embedding tables. Each fit has a folder of its own in it. */
  default S setEmbeddingDir(String value) {
    return Setter.set(this, embeddingDir(), value);
  }
}
