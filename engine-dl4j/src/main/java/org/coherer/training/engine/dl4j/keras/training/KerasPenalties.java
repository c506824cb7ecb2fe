package org.coherer.training.engine.dl4j.keras.training;

import org.coherer.training.engine.dl4j.keras.model.KerasLayer;
import org.coherer.training.engine.dl4j.keras.setting.KerasException;
import org.coherer.training.engine.dl4j.keras.setting.KerasObject;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.nd4j.shade.jackson.databind.JsonNode;

/** The penalties on weights that Keras calls regularizers, as DL4J's. */
public final class KerasPenalties {

  /**
   * Two penalties.
   *
   * @param l1 the factor of the sum of absolute values
   * @param l2 the factor of the sum of squares, where DL4J takes half the sum
   */
  private record Penalty(double l1, double l2) {}

  private KerasPenalties() {}

  /**
   * Sets those of a layer.
   *
   * @param weights the setting of the weights' penalty
   * @throws KerasException if it is none that DL4J has
   */
  public static void set(KerasLayer layer, String weights, BaseLayer.Builder<?> builder)
      throws KerasException {
    Penalty kernel = of(layer, weights);
    Penalty bias = of(layer, "bias_regularizer");
    builder.l1(kernel.l1());
    builder.l2(2 * kernel.l2());
    builder.l1Bias(bias.l1());
    builder.l2Bias(2 * bias.l2());
  }

  /** Checks that two settings name the same penalty. */
  public static void requireAlike(KerasLayer layer, String one, String other)
      throws KerasException {
    layer.require(of(layer, one).equals(of(layer, other)), other, "must be that of " + one);
  }

  private static Penalty of(KerasLayer layer, String setting) throws KerasException {
    JsonNode node = layer.settings().path(setting);
    if (node.isMissingNode() || node.isNull()) {
      return new Penalty(0, 0);
    }
    KerasObject found = KerasObject.of(node);
    layer.require(
        found != null && found.name().matches("L1|L2|L1L2") && found.settings().isObject(),
        setting,
        "must be L1, L2 or L1L2");
    for (String name : new String[] {"l1", "l2"}) {
      JsonNode factor = found.settings().path(name);
      layer.require(
          !found.settings().has(name) || (factor.isNumber() && factor.doubleValue() >= 0),
          setting,
          "must have numbers of at least 0");
    }
    return new Penalty(
        found.settings().path("l1").asDouble(0), found.settings().path("l2").asDouble(0));
  }
}
