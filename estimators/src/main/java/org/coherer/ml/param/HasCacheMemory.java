package org.coherer.ml.param;

import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * How many bytes of memory each worker may use for its rows. More rows lie in files in Spark's
 * local directories. If not set, {@code spark.coherer.cacheMemory} holds, whose default is 1g.
 *
 * @param <S> the type of the stage
 */
public interface HasCacheMemory<S> extends Fluent<S> {

  /** Returns the Param. */
  default LongParam cacheMemory() {
    return new LongParam(
        this,
        "cacheMemory",
        "bytes of memory that each worker may use for its rows",
        ParamValidators.gtEq(1));
  }

  /** Returns the value. */
  default long getCacheMemory() {
    return (long) $(cacheMemory());
  }

  /** Sets the bytes of memory that each worker may use for its rows. */
  default S setCacheMemory(long value) {
    return with(cacheMemory(), value);
  }
}
