package org.coherer.training.engine.dl4j.keras.training;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.coherer.training.engine.dl4j.keras.model.KerasLayer;
import org.coherer.training.engine.dl4j.keras.setting.KerasException;
import org.coherer.training.engine.dl4j.keras.setting.KerasObject;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationMish;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.shade.jackson.databind.JsonNode;

/** Maps Keras activations to DL4J's. */
public final class KerasActivations {

  /** Of the layer LeakyReLU. */
  private static final double LEAKY_SLOPE = 0.3;

  /** Of the function leaky_relu. */
  private static final double SLOPE_OF_FUNCTION = 0.2;

  private static final Map<String, Supplier<IActivation>> BY_NAME = new TreeMap<>();

  static {
    BY_NAME.put("linear", ActivationIdentity::new);
    BY_NAME.put("relu", ActivationReLU::new);
    BY_NAME.put("relu6", ActivationReLU6::new);
    BY_NAME.put("leaky_relu", () -> new ActivationLReLU(SLOPE_OF_FUNCTION));
    BY_NAME.put("elu", ActivationELU::new);
    BY_NAME.put("selu", ActivationSELU::new);
    BY_NAME.put("mish", ActivationMish::new);
    BY_NAME.put("sigmoid", ActivationSigmoid::new);
    BY_NAME.put("hard_sigmoid", ActivationHardSigmoid::new);
    BY_NAME.put("tanh", ActivationTanH::new);
    BY_NAME.put("softmax", ActivationSoftmax::new);
    BY_NAME.put("softplus", ActivationSoftPlus::new);
    BY_NAME.put("softsign", ActivationSoftSign::new);
    BY_NAME.put("swish", ActivationSwish::new);
    BY_NAME.put("silu", ActivationSwish::new);
  }

  private KerasActivations() {}

  /** Checks that no layer has a function that Keras 3 computes in another way than Keras 2. */
  public static void checkOfKeras3(List<KerasLayer> layers) throws KerasException {
    for (KerasLayer layer : layers) {
      for (String setting : new String[] {"activation", "recurrent_activation"}) {
        layer.require(
            !layer.text(setting, "").equals("hard_sigmoid"),
            setting,
            "must be another one: in Keras 3 it is a function that there is none for");
      }
    }
  }

  /** Returns the activation that a setting of a layer names. */
  public static IActivation of(KerasLayer layer, String setting) throws KerasException {
    JsonNode value = layer.settings().path(setting);
    KerasObject named = KerasObject.of(value);
    boolean none = value.isMissingNode() || value.isNull();
    Supplier<IActivation> found = none ? ActivationIdentity::new : null;
    if (named != null && named.settings().isMissingNode()) {
      found = BY_NAME.get(named.name());
    }
    layer.require(found != null, setting, "must be one of " + BY_NAME.keySet());
    return found.get();
  }

  /** Returns the activation that a layer consists of; null if it is no activation layer. */
  public static IActivation of(KerasLayer layer) throws KerasException {
    return switch (layer.kind()) {
      case "Activation" -> of(layer, "activation");
      case "ReLU" -> relu(layer);
      case "LeakyReLU" ->
          new ActivationLReLU(layer.number("alpha", layer.number("negative_slope", LEAKY_SLOPE)));
      case "ELU" -> new ActivationELU();
      case "Softmax" -> softmax(layer);
      default -> null;
    };
  }

  private static IActivation softmax(KerasLayer layer) throws KerasException {
    double axis = layer.number("axis", -1);
    layer.require(axis == -1 || axis == 1, "axis", "must be -1, or 1 for vectors");
    return new ActivationSoftmax();
  }

  private static IActivation relu(KerasLayer layer) throws KerasException {
    double threshold = layer.number("threshold", 0);
    double slope = layer.number("negative_slope", 0);
    boolean plain = threshold == 0 && slope == 0;
    // To DL4J, null and 0 are not the same.
    return new ActivationReLU(
        layer.settings().path("max_value").isNumber() ? layer.number("max_value", 0) : null,
        plain ? null : Double.valueOf(threshold),
        plain ? null : Double.valueOf(slope));
  }
}
