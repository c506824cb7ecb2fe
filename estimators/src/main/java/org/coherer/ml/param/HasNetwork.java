package org.coherer.ml.param;

import org.apache.spark.ml.param.Param;
import org.coherer.ml.network.Network;

/**
 * The network as a JSON string: a DL4J MultiLayerConfiguration or ComputationGraphConfiguration, or
 * a Keras model.
 *
 * @param <S> the type of the stage
 */
public interface HasNetwork<S> extends Fluent<S> {

  /** Returns the Param. */
  default Param<String> network() {
    return new Param<>(
        this,
        "network",
        "the network as JSON: a DL4J MultiLayerConfiguration or ComputationGraphConfiguration, or a "
            + "Keras model");
  }

  /** Returns the value. */
  default String getNetwork() {
    return $(network());
  }

  /** Sets the network, as JSON of DL4J or Keras. Excludes layers and initialModelPath. */
  default S setNetwork(String value) {
    return Setter.set(this, network(), value);
  }

  /** Sets the network, as {@link org.coherer.ml.network.Layers} build it. */
  default S setNetwork(Network value) {
    return setNetwork(value.toJson());
  }
}
