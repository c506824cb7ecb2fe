package org.coherer.ml.param;

import org.apache.spark.ml.param.LongParam;

/**
 * The random seed of the initial parameters and of shuffling.
 *
 * @param <S> the type of the stage
 */
public interface HasSeed<S> extends Fluent<S>, org.apache.spark.ml.param.shared.HasSeed {

  /** Returns the Param. */
  @Override
  default LongParam seed() {
    return new LongParam(this, "seed", "random seed of the initial parameters and of shuffling");
  }

  /** Returns the value. */
  @Override
  default long getSeed() {
    return (long) $(seed());
  }

  /** Sets the seed. Default: a constant. */
  default S setSeed(long value) {
    return Setter.set(this, seed(), value);
  }

  /** Not to be called: Spark's trait would keep a Param here, and this one makes it anew. */
  @Override
  default void org$apache$spark$ml$param$shared$HasSeed$_setter_$seed_$eq(LongParam param) {}
}
