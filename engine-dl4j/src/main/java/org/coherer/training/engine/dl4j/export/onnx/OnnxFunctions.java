package org.coherer.training.engine.dl4j.export.onnx;

import java.util.List;
import java.util.Map;
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
import org.nd4j.linalg.activations.impl.ActivationRationalTanh;
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

/** Activations as nodes, by DL4J's formulas. */
final class OnnxFunctions {

  private static final float GELU_OF_SIGMOID = 1.702f;

  /** (1 + tanh(y)) / 2 is the sigmoid of 2 y. */
  private static final float GELU_OF_TANH = (float) (2 * Math.sqrt(2 / Math.PI));

  /** In the paper, it is a factor of the cubic term; DL4J raises it to the third power, too. */
  private static final float GELU_CUBIC = (float) Math.pow(0.044715, 3);

  private static final float TWO_THIRDS = (float) (2 / 3.0);
  private static final float RATIONAL_FACTOR = 1.7159f;
  private static final float FOURTH = 1.41645f;

  /** Those that are one operator without settings. */
  private static final Map<String, String> OPERATORS = new TreeMap<>();

  static {
    OPERATORS.put(ActivationTanH.class.getName(), "Tanh");
    OPERATORS.put(ActivationSigmoid.class.getName(), "Sigmoid");
    OPERATORS.put(ActivationSELU.class.getName(), "Selu");
    OPERATORS.put(ActivationSoftPlus.class.getName(), "Softplus");
    OPERATORS.put(ActivationSoftSign.class.getName(), "Softsign");
  }

  private final OnnxGraph graph;
  private final String name;

  OnnxFunctions(OnnxGraph graph, String name) {
    this.graph = graph;
    this.name = name;
  }

  /** Returns the operator that is a function; {@code null} if there is none. */
  static String operator(IActivation function) {
    if (function.getClass() == ActivationReLU.class && function.equals(new ActivationReLU())) {
      return "Relu";
    }
    return OPERATORS.get(function.getClass().getName());
  }

  /**
   * Adds a function.
   *
   * @throws IllegalArgumentException if there is nothing for it
   */
  String of(IActivation function, String x) {
    Class<?> type = function.getClass();
    if (type == ActivationIdentity.class) {
      return x;
    }
    if (operator(function) != null) {
      return one(operator(function), x);
    }
    if (type == ActivationSoftmax.class) {
      return graph.node(name, "Softmax", List.of(x), Attributes.of("axis", 1L));
    }
    if (function instanceof ActivationELU elu) {
      return graph.node(name, "Elu", List.of(x), Attributes.of("alpha", (float) elu.getAlpha()));
    }
    if (function instanceof ActivationLReLU leaky) {
      return graph.node(
          name, "LeakyRelu", List.of(x), Attributes.of("alpha", (float) leaky.getAlpha()));
    }
    if (function instanceof ActivationThresholdedReLU relu) {
      return graph.node(
          name, "ThresholdedRelu", List.of(x), Attributes.of("alpha", (float) relu.getTheta()));
    }
    return relus(function, x);
  }

  private String relus(IActivation function, String x) {
    Class<?> type = function.getClass();
    if (type == ActivationReLU6.class) {
      return clipped(x, 0, 6);
    }
    if (type == ActivationHardTanH.class) {
      return clipped(x, -1, 1);
    }
    if (type == ActivationHardSigmoid.class) {
      return graph.node(
          name,
          "HardSigmoid",
          List.of(x),
          Attributes.of("alpha", 0.2f),
          Attributes.of("beta", 0.5f));
    }
    if (type == ActivationRectifiedTanh.class) {
      return one("Relu", one("Tanh", x));
    }
    if (function instanceof ActivationReLU relu) {
      return relu(relu, x);
    }
    return products(function, x);
  }

  /** x, at most the maximum, from the threshold on; below, a slope times the difference from it. */
  private String relu(ActivationReLU relu, String x) {
    float threshold = relu.getThreshold() == null ? 0 : relu.getThreshold().floatValue();
    float slope = relu.getNegativeSlope() == null ? 0 : relu.getNegativeSlope().floatValue();
    String limit = graph.constant(name, threshold);
    String above =
        relu.getMax() == null
            ? x
            : graph.node(name, "Min", List.of(x, graph.constant(name, relu.getMax().floatValue())));
    String below = times(graph.node(name, "Sub", List.of(x, limit)), slope);
    String isAbove = graph.node(name, "GreaterOrEqual", List.of(x, limit));
    return graph.node(name, "Where", List.of(isAbove, above, below));
  }

  private String products(IActivation function, String x) {
    Class<?> type = function.getClass();
    if (type == ActivationSwish.class) {
      return product(x, one("Sigmoid", x));
    }
    if (type == ActivationMish.class) {
      return product(x, one("Tanh", one("Softplus", x)));
    }
    if (type == ActivationCube.class) {
      return product(product(x, x), x);
    }
    if (type == ActivationGELU.class) {
      return gelu(((ActivationGELU) function).isPrecise(), x);
    }
    if (type == ActivationRationalTanh.class) {
      return rationalTanh(x);
    }
    throw Refusal.layer(name, "has the activation " + type.getSimpleName(), OnnxFile.FORMAT);
  }

  private String gelu(boolean ofTanh, String x) {
    if (!ofTanh) {
      return product(x, one("Sigmoid", times(x, GELU_OF_SIGMOID)));
    }
    String cubic = plus(times(product(x, x), GELU_CUBIC), 1);
    return product(x, one("Sigmoid", times(product(x, cubic), GELU_OF_TANH)));
  }

  /** 1 - 1 / (1 + y + y^2 + 1.41645 y^4), with the sign of x and a factor. */
  private String rationalTanh(String x) {
    String y = one("Abs", times(x, TWO_THIRDS));
    String square = product(y, y);
    String fourth = times(product(square, square), FOURTH);
    String grown = graph.node(name, "Sum", List.of(y, square, fourth));
    String part = graph.node(name, "Div", List.of(grown, plus(grown, 1)));
    return product(one("Sign", x), times(part, RATIONAL_FACTOR));
  }

  private String one(String operator, String x) {
    return graph.node(name, operator, List.of(x));
  }

  private String product(String x, String y) {
    return graph.node(name, "Mul", List.of(x, y));
  }

  private String times(String x, float factor) {
    return product(x, graph.constant(name, factor));
  }

  private String plus(String x, float addend) {
    return graph.node(name, "Add", List.of(x, graph.constant(name, addend)));
  }

  private String clipped(String x, float least, float most) {
    return graph.node(
        name,
        "Min",
        List.of(
            graph.node(name, "Max", List.of(x, graph.constant(name, least))),
            graph.constant(name, most)));
  }
}
