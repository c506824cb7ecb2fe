package org.coherer.training.engine.dl4j.export.keras;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.coherer.training.engine.dl4j.export.Refusal;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationCube;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationHardTanH;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationMish;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationRectifiedTanh;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.activations.impl.ActivationThresholdedReLU;
import org.nd4j.shade.jackson.databind.node.ObjectNode;

/**
 * Activations by DL4J's formulas. Where Keras has a function of that name that is another one, such
 * as its {@code gelu} and {@code hard_sigmoid}, layers compute DL4J's.
 */
final class KerasFunctions {

  private static final float GELU_OF_SIGMOID = 1.702f;

  /** (1 + tanh(y)) / 2 is the sigmoid of 2 y. */
  private static final float GELU_OF_TANH = (float) (2 * Math.sqrt(2 / Math.PI));

  /** In the paper, it is a factor of the cubic term; DL4J raises it to the third power, too. */
  private static final float GELU_CUBIC = (float) Math.pow(0.044715, 3);

  /** The layers that have an activation of their own. */
  private static final Set<String> WITH_FUNCTION = Set.of("Dense", "Conv1D", "Conv2D");

  private static final Map<String, String> NAMES = new TreeMap<>();

  static {
    NAMES.put(ActivationTanH.class.getName(), "tanh");
    NAMES.put(ActivationSigmoid.class.getName(), "sigmoid");
    NAMES.put(ActivationSELU.class.getName(), "selu");
    NAMES.put(ActivationSoftPlus.class.getName(), "softplus");
    NAMES.put(ActivationSoftSign.class.getName(), "softsign");
    NAMES.put(ActivationSoftmax.class.getName(), "softmax");
    NAMES.put(ActivationSwish.class.getName(), "silu");
    NAMES.put(ActivationMish.class.getName(), "mish");
    NAMES.put(ActivationReLU6.class.getName(), "relu6");
    NAMES.put(ActivationIdentity.class.getName(), "linear");
  }

  private final KerasModel model;

  KerasFunctions(KerasModel model) {
    this.model = model;
  }

  /** Returns what Keras calls a function; {@code null} if it has none without settings. */
  static String name(IActivation function) {
    if (function.getClass() == ActivationReLU.class && function.equals(new ActivationReLU())) {
      return "relu";
    }
    if (function.getClass() == ActivationELU.class && ((ActivationELU) function).getAlpha() == 1) {
      return "elu";
    }
    return NAMES.get(function.getClass().getName());
  }

  /** Adds a function: to the layer that gives the tensor, if it takes one. */
  KerasTensor of(String name, KerasTensor from, IActivation function) {
    String known = name(function);
    if (known == null) {
      return relu(name, from, function);
    }
    if (known.equals("linear")) {
      return from;
    }
    ObjectNode last = model.lastSettings(from.layer(), name, WITH_FUNCTION);
    if (last != null && last.path("activation").asText().equals("linear")) {
      last.put("activation", known);
      return from;
    }
    return named(name, from, known);
  }

  private KerasTensor named(String name, KerasTensor from, String function) {
    ObjectNode settings = KerasModel.settings().put("activation", function);
    return from.as(model.layer(name, "Activation", settings, from));
  }

  private KerasTensor relu(String name, KerasTensor from, IActivation function) {
    if (function instanceof ActivationReLU relu) {
      double slope = relu.getNegativeSlope() == null ? 0 : relu.getNegativeSlope();
      double threshold = relu.getThreshold() == null ? 0 : relu.getThreshold();
      return relu(name, from, relu.getMax(), slope, threshold);
    }
    if (function instanceof ActivationLReLU leaky) {
      return relu(name, from, null, leaky.getAlpha(), 0);
    }
    if (function instanceof ActivationThresholdedReLU relu) {
      return relu(name, from, null, 0, relu.getTheta());
    }
    if (function instanceof ActivationELU elu) {
      ObjectNode settings = KerasModel.settings().put("alpha", elu.getAlpha());
      return from.as(model.layer(name, "ELU", settings, from));
    }
    return composed(name, from, function);
  }

  private KerasTensor relu(
      String name, KerasTensor from, Double most, double slope, double threshold) {
    ObjectNode settings = KerasModel.settings();
    settings.put("max_value", most);
    settings.put("negative_slope", slope);
    settings.put("threshold", threshold);
    return from.as(model.layer(name, "ReLU", settings, from));
  }

  private KerasTensor composed(String name, KerasTensor x, IActivation function) {
    Class<?> type = function.getClass();
    if (type == ActivationHardSigmoid.class) {
      return relu(name, moved(name, x, 0.2f, 0.5f), 1.0, 0, 0);
    }
    if (type == ActivationHardTanH.class) {
      return moved(name, relu(name, moved(name, x, 1, 1), 2.0, 0, 0), 1, -1);
    }
    if (type == ActivationRectifiedTanh.class) {
      return relu(name, named(name, x, "tanh"), null, 0, 0);
    }
    if (type == ActivationCube.class) {
      return product(name, x, x, x);
    }
    if (type == ActivationGELU.class) {
      KerasTensor inner = moved(name, x, GELU_OF_SIGMOID, 0);
      if (((ActivationGELU) function).isPrecise()) {
        KerasTensor cubic = moved(name, product(name, x, x), GELU_CUBIC, 1);
        inner = moved(name, product(name, x, cubic), GELU_OF_TANH, 0);
      }
      return product(name, x, named(name, inner, "sigmoid"));
    }
    throw Refusal.layer(name, "has the activation " + type.getSimpleName(), KerasFile.FORMAT);
  }

  private KerasTensor product(String name, KerasTensor... factors) {
    return factors[0].as(model.joining(name, "Multiply", KerasModel.settings(), List.of(factors)));
  }

  /** Adds {@code factor x + offset}. */
  KerasTensor moved(String name, KerasTensor from, float factor, float offset) {
    ObjectNode settings = KerasModel.settings();
    settings.put("scale", factor);
    settings.put("offset", offset);
    return from.as(model.layer(name, "Rescaling", settings, from));
  }
}
