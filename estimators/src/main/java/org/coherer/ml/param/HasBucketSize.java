package org.coherer.ml.param;

import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Params;

/**
 * How many bytes of gradients travel at once when they travel during the backward pass; 0 is a size
 * that suits the network. If not set, {@code spark.coherer.bucketSize} holds, whose default is 0.
 */
public interface HasBucketSize extends Params {

  /** Returns the Param. */
  LongParam bucketSize();

  /** Returns the value. */
  default long getBucketSize() {
    return (long) $(bucketSize());
  }

  /** Creates the Param for a stage. */
  static LongParam create(Params stage) {
    return new LongParam(
        stage,
        "bucketSize",
        "bytes of gradients that travel at once during the backward pass, at least 4; 0 is a size that suits the network"
            + " (if not set: spark.coherer.bucketSize, or else 0)");
  }
}
