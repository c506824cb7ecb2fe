package org.coherer.ml.param;

import org.apache.spark.ml.param.Param;

/**
 * The network as a JSON string: a DL4J MultiLayerConfiguration or ComputationGraphConfiguration.
 *
 * @param <S> the type of the stage
 */
public interface HasNetwork<S> extends Fluent<S> {

  /** Returns the Param. */
  default Param<String> network() {
    return new Param<>(
        this,
        "network",
        "the network: a DL4J MultiLayerConfiguration or ComputationGraphConfiguration as JSON");
  }

  /** Returns the value. */
  default String getNetwork() {
    return $(network());
  }

  /** Sets the network, as DL4J JSON. Excludes layers and initialModelPath. */
  default S setNetwork(String value) {
    return Setter.set(this, network(), value);
  }
}
