package org.coherer.ml.param;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Params;

/**
 * What every feature is multiplied by before it enters the network, such as 1/255 for bytes.
 * Default 1.
 */
public interface HasInputScale extends Params {

  /** Returns the Param. */
  DoubleParam inputScale();

  /** Returns the value. */
  default double getInputScale() {
    return (double) $(inputScale());
  }

  /** Creates the Param for a stage. */
  static DoubleParam create(Params stage) {
    return new DoubleParam(
        stage,
        "inputScale",
        "factor by which every feature is multiplied before it enters the network; not 0");
  }
}
