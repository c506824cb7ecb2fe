package org.coherer.ml.param;

import org.apache.spark.ml.param.Param;

/**
 * How far workers may be apart, of {@code trainer} parameterServer. {@code synchronous}: an update
 * is made of the batches of all workers. {@code boundedStaleness}: of one worker's batch, and a
 * worker waits once it is {@code staleness} steps ahead of the slowest. {@code asynchronous}: of
 * one worker's batch, and nobody waits.
 *
 * @param <S> the type of the stage
 */
public interface HasConsistency<S> extends Fluent<S> {

  /** Returns the Param. */
  default Param<String> consistency() {
    return new Param<>(
        this,
        "consistency",
        "how far the workers of a parameter server may be apart: synchronous (updates are made of the batches of"
            + " all workers), boundedStaleness (of one worker's batch; none is more than staleness steps ahead of"
            + " the slowest), or asynchronous (nobody waits)");
  }

  /** Returns the value. */
  default String getConsistency() {
    return $(consistency());
  }

  /**
   * Sets the consistency: synchronous, boundedStaleness or asynchronous. Only synchronous training
   * gives the same result every time. Default synchronous.
   */
  default S setConsistency(String value) {
    return Setter.set(this, consistency(), value);
  }
}
