package org.coherer.ml.param;

import org.apache.spark.ml.param.LongParam;

/**
 * The bucket size in bytes of the all-reduce that overlaps the backward pass; 0 chooses it by the
 * size of the network. Any other value is refused without overlap. If not set, {@code
 * spark.coherer.bucketSize} applies; its default is 0.
 *
 * @param <S> the type of the stage
 */
public interface HasBucketSize<S> extends Fluent<S> {

  /** Returns the Param. */
  default LongParam bucketSize() {
    return new LongParam(
        this,
        "bucketSize",
        "bucket size in bytes of the overlapped all-reduce, at least 4; 0 chooses it by the size of the network");
  }

  /** Returns the value. */
  default long getBucketSize() {
    return (long) $(bucketSize());
  }

  /**
   * Sets the bucket size in bytes of the overlapped all-reduce. Default 0: chosen by the size of
   * the network.
   */
  default S setBucketSize(long value) {
    return Setter.set(this, bucketSize(), value);
  }
}
