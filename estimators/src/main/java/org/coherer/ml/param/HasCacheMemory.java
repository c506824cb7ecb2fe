package org.coherer.ml.param;

import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * The memory in bytes that each worker may use to cache its shard. A larger shard stays in files in
 * Spark's local directories. If not set, {@code spark.coherer.cacheMemory} applies; its default is
 * 1g.
 *
 * @param <S> the type of the stage
 */
public interface HasCacheMemory<S> extends Fluent<S> {

  /** Returns the Param. */
  default LongParam cacheMemory() {
    return new LongParam(
        this,
        "cacheMemory",
        "memory in bytes that each worker may use to cache its shard",
        ParamValidators.gtEq(1));
  }

  /** Returns the value. */
  default long getCacheMemory() {
    return (long) $(cacheMemory());
  }

  /** Sets the memory in bytes that each worker may use to cache its shard. */
  default S setCacheMemory(long value) {
    return Setter.set(this, cacheMemory(), value);
  }
}
