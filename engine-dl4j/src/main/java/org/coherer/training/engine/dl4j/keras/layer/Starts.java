package org.coherer.training.engine.dl4j.keras.layer;

import org.coherer.training.engine.dl4j.keras.model.KerasLayer;
import org.coherer.training.engine.dl4j.keras.setting.KerasException;
import org.coherer.training.engine.dl4j.keras.training.KerasInitializers;
import org.deeplearning4j.nn.conf.layers.BaseLayer;

/** How layers of a new network start: as Keras's would. */
final class Starts {

  private static final String BIAS = "bias_initializer";

  private Starts() {}

  static boolean hasBias(KerasLayer layer) {
    return layer.settings().path("use_bias").asBoolean(true);
  }

  /**
   * Has a layer start from its initializers.
   *
   * @param setting that of its kernel
   * @param shape of the kernel in Keras
   */
  static void set(KerasLayer layer, String setting, BaseLayer.Builder<?> builder, int... shape)
      throws KerasException {
    builder.weightInit(KerasInitializers.of(layer, setting, "GlorotUniform", shape));
    if (hasBias(layer)) {
      builder.biasInit(KerasInitializers.constant(layer, BIAS, "Zeros"));
    }
  }
}
