package org.coherer.ml.param;

import org.apache.spark.ml.param.LongParam;

/**
 * The random seed of the initial parameters and of shuffling.
 *
 * @param <S> the type of the stage
 */
public interface HasSeed<S> extends Fluent<S> {

  /** Returns the Param. */
  default LongParam seed() {
    return new LongParam(this, "seed", "random seed of the initial parameters and of shuffling");
  }

  /** Returns the value. */
  default long getSeed() {
    return (long) $(seed());
  }

  /** Sets the seed. Default: a constant. */
  default S setSeed(long value) {
    return Setter.set(this, seed(), value);
  }
}
