package org.coherer.ml.param;

import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;

/**
 * How many bytes of memory each worker may use for its rows. More rows lie in files in Spark's
 * local directories. If not set, {@code spark.coherer.cacheMemory} holds, whose default is 1g.
 */
public interface HasCacheMemory extends Params {

  /** Returns the Param. */
  LongParam cacheMemory();

  /** Returns the value. */
  default long getCacheMemory() {
    return (long) $(cacheMemory());
  }

  /** Creates the Param for a stage. */
  static LongParam create(Params stage) {
    return new LongParam(
        stage,
        "cacheMemory",
        "bytes of memory that each worker may use for its rows (if not set: spark.coherer.cacheMemory, or else 1g)",
        ParamValidators.gtEq(1));
  }
}
