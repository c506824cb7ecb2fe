package org.coherer.training.engine.dl4j.keras;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** Maps Keras activations to DL4J's. */
final class KerasActivations {

  private static final double LEAKY_SLOPE = 0.3;

  private static final Map<String, Supplier<IActivation>> BY_NAME = new TreeMap<>();

  static {
    BY_NAME.put("linear", ActivationIdentity::new);
    BY_NAME.put("relu", ActivationReLU::new);
    BY_NAME.put("elu", ActivationELU::new);
    BY_NAME.put("selu", ActivationSELU::new);
    BY_NAME.put("gelu", () -> new ActivationGELU(true));
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

  /** Returns the activation that a setting of a layer names. */
  static IActivation of(KerasLayer layer, String setting) throws KerasException {
    Supplier<IActivation> found = BY_NAME.get(layer.text(setting, "linear"));
    layer.require(
        found != null && !layer.settings().path(setting).isObject(),
        setting,
        "must be one of " + BY_NAME.keySet());
    return found.get();
  }

  /** Returns the activation that a layer consists of; null if it is no activation layer. */
  static IActivation of(KerasLayer layer) throws KerasException {
    return switch (layer.kind()) {
      case "Activation" -> of(layer, "activation");
      case "ReLU" -> relu(layer);
      case "LeakyReLU" -> new ActivationLReLU(layer.number("alpha", LEAKY_SLOPE));
      case "ELU" -> new ActivationELU(layer.number("alpha", 1));
      case "Softmax" -> new ActivationSoftmax();
      default -> null;
    };
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
