package org.coherer.training.engine.dl4j.keras.file;

import org.coherer.training.engine.dl4j.keras.model.KerasLayer;
import org.coherer.training.engine.dl4j.keras.setting.KerasException;

/** Where the weights of a network are. */
public interface WeightSource {

  /**
   * Returns the weights of a layer, or of a part of it.
   *
   * @param layer the layer that the weights belong to
   * @param part where in the layer they are, such as {@code cell}; empty for the layer's own
   * @throws KerasException if it has none
   */
  LayerWeights of(KerasLayer layer, String part) throws KerasException;
}
