package org.coherer.ml.param;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Params;

/** What is added to every feature, after it is multiplied by inputScale. Default 0. */
public interface HasInputOffset extends Params {

  /** Returns the Param. */
  DoubleParam inputOffset();

  /** Returns the value. */
  default double getInputOffset() {
    return (double) $(inputOffset());
  }

  /** Creates the Param for a stage. */
  static DoubleParam create(Params stage) {
    return new DoubleParam(
        stage, "inputOffset", "what is added to every feature, after inputScale");
  }
}
