package org.coherer.training.engine.dl4j.keras.file;

import org.coherer.training.engine.dl4j.keras.setting.KerasException;

/**
 * The weights of a layer, one after the other in the order in which Keras makes them: some files
 * have names of weights, others have numbers.
 */
public interface LayerWeights {

  /**
   * Reads the next weight.
   *
   * @param name such as {@code kernel}
   * @param shape what it must have
   * @throws KerasException if there is none, or one of another shape
   */
  Weights next(String name, int... shape) throws KerasException;
}
