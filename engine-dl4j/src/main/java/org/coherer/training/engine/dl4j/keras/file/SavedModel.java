package org.coherer.training.engine.dl4j.keras.file;

import java.util.Optional;
import org.coherer.training.engine.dl4j.keras.setting.KerasException;
import org.nd4j.shade.jackson.databind.JsonNode;

/** A model that Keras has saved, with its weights or without them. */
public interface SavedModel {

  /** Returns whether Keras 3 wrote it. */
  boolean isOfKeras3() throws KerasException;

  /** Returns the network. */
  JsonNode network() throws KerasException;

  /** Returns the settings with which the network was compiled; a missing node if it was not. */
  JsonNode training() throws KerasException;

  /** Returns the weights; empty for a description alone. */
  Optional<WeightSource> weights() throws KerasException;
}
