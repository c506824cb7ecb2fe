package org.coherer.ml.param;

import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * The memory for embedding tables, in bytes, off the heap of each server. 0, the default, is what
 * Spark grants executors beside their heaps ({@code spark.executor.memoryOverhead}), or half of the
 * machine's memory where the application has no cluster.
 *
 * @param <S> the type of the stage
 */
public interface HasEmbeddingMemory<S> extends Fluent<S> {

  /** Returns the Param. */
  default LongParam embeddingMemory() {
    return new LongParam(
        this,
        "embeddingMemory",
        "bytes off the heap that the embedding tables of a server may take; 0 for what Spark grants"
            + " executors beside their heaps (>= 0)",
        ParamValidators.gtEq(0));
  }

  /** Returns the value. */
  default long getEmbeddingMemory() {
    return (long) $(embeddingMemory());
  }

  /** Sets how many bytes the embedding tables of a server may take; 0 for what Spark grants. */
  default S setEmbeddingMemory(long value) {
    return Setter.set(this, embeddingMemory(), value);
  }
}
