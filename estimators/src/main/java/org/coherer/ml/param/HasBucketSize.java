package org.coherer.ml.param;

import org.apache.spark.ml.param.LongParam;

/**
 * How many bytes of gradients travel at once when they travel during the backward pass; 0 is a size
 * that suits the network. Another one is refused where all gradients travel at once. If not set,
 * {@code spark.coherer.bucketSize} holds, whose default is 0.
 *
 * @param <S> the type of the stage
 */
public interface HasBucketSize<S> extends Fluent<S> {

  /** Returns the Param. */
  default LongParam bucketSize() {
    return new LongParam(
        this,
        "bucketSize",
        "bytes of gradients that travel at once during the backward pass, at least 4; 0 is a size that suits the network");
  }

  /** Returns the value. */
  default long getBucketSize() {
    return (long) $(bucketSize());
  }

  /** Sets the bytes of gradients that then travel at once; 0, the default, suits the network. */
  default S setBucketSize(long value) {
    return with(bucketSize(), value);
  }
}
