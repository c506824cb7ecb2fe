package org.coherer.ml.param;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * The network as a JSON string: a DL4J MultiLayerConfiguration or ComputationGraphConfiguration.
 */
public interface HasNetwork extends Params {

  /** Returns the Param. */
  Param<String> network();

  /** Returns the value. */
  default String getNetwork() {
    return $(network());
  }

  /** Creates the Param for a stage. */
  static Param<String> create(Params stage) {
    return new Param<>(
        stage,
        "network",
        "the network: a DL4J MultiLayerConfiguration or ComputationGraphConfiguration as JSON");
  }
}
