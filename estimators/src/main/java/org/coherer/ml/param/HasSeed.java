package org.coherer.ml.param;

import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Params;

/** The seed of the initial parameters and of the order of the rows. */
public interface HasSeed extends Params {

  /** Returns the Param. */
  LongParam seed();

  /** Returns the value. */
  default long getSeed() {
    return (long) $(seed());
  }

  /** Creates the Param for a stage. */
  static LongParam create(Params stage) {
    return new LongParam(
        stage, "seed", "seed of the initial parameters and of the order of the rows");
  }
}
