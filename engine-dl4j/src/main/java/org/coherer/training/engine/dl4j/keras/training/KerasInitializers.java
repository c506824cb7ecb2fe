package org.coherer.training.engine.dl4j.keras.training;

import java.util.Map;
import java.util.TreeMap;
import org.coherer.training.engine.dl4j.extension.OrthogonalStart;
import org.coherer.training.engine.dl4j.keras.model.KerasLayer;
import org.coherer.training.engine.dl4j.keras.setting.KerasException;
import org.coherer.training.engine.dl4j.keras.setting.KerasObject;
import org.coherer.training.engine.dl4j.keras.setting.KerasSettings;
import org.deeplearning4j.nn.conf.distribution.Distribution;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.distribution.TruncatedNormalDistribution;
import org.deeplearning4j.nn.conf.distribution.UniformDistribution;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.nn.weights.WeightInitConstant;
import org.deeplearning4j.nn.weights.WeightInitDistribution;
import org.nd4j.shade.jackson.databind.JsonNode;

/**
 * What Keras draws the weights of a new network from, as distributions of DL4J. Their bounds are
 * Keras's, as DL4J counts the inputs and outputs of some layers in another way.
 */
public final class KerasInitializers {

  /** The names in snake case, which Keras takes, too, and the classes. */
  private static final Map<String, String> CLASS_OF = new TreeMap<>();

  static {
    name("Zeros", "zeros", "zero");
    name("Ones", "ones", "one");
    name("Constant", "constant");
    name("RandomUniform", "random_uniform", "uniform");
    name("RandomNormal", "random_normal", "normal");
    name("TruncatedNormal", "truncated_normal");
    name("VarianceScaling", "variance_scaling");
    name("GlorotUniform", "glorot_uniform");
    name("GlorotNormal", "glorot_normal");
    name("HeUniform", "he_uniform");
    name("HeNormal", "he_normal");
    name("LecunUniform", "lecun_uniform");
    name("LecunNormal", "lecun_normal");
    name("Orthogonal", "orthogonal", "OrthogonalInitializer");
  }

  /** The standard deviation of normal numbers of which those beyond 2 are drawn again. */
  private static final double DEVIATION_OF_TRUNCATED = 0.8796256610342398;

  private static final double SMALL = 0.05;

  private final KerasLayer layer;
  private final String setting;
  private final String kind;
  private final JsonNode settings;

  private static void name(String kind, String... names) {
    CLASS_OF.put(kind, kind);
    for (String name : names) {
      CLASS_OF.put(name, kind);
    }
  }

  private KerasInitializers(KerasLayer layer, String setting, String otherwise)
      throws KerasException {
    this.layer = layer;
    this.setting = setting;
    KerasObject found = KerasObject.of(layer.settings().path(setting));
    kind = CLASS_OF.get(found == null ? otherwise : found.name());
    layer.require(
        kind != null,
        setting,
        "has no counterpart here: must be one of "
            + CLASS_OF.values().stream().distinct().toList());
    settings = found == null ? layer.settings().path("") : found.settings();
    KerasSettings.check(
        kind, settings, (name, remedy) -> layer.refused(setting, name + " " + remedy));
  }

  /**
   * Returns what weights are drawn from.
   *
   * @param otherwise Keras's default
   * @param shape of the weights in Keras, by which it counts inputs and outputs
   */
  public static IWeightInit of(KerasLayer layer, String setting, String otherwise, int... shape)
      throws KerasException {
    return new KerasInitializers(layer, setting, otherwise).weights(shape);
  }

  /** Returns the one number that a weight starts as. */
  public static double constant(KerasLayer layer, String setting, String otherwise)
      throws KerasException {
    KerasInitializers found = new KerasInitializers(layer, setting, otherwise);
    return switch (found.kind) {
      case "Zeros" -> 0;
      case "Ones" -> 1;
      case "Constant" -> found.number("value", 0);
      default -> throw layer.refused(setting, "must be zeros, ones or a constant");
    };
  }

  private IWeightInit weights(int... shape) throws KerasException {
    return switch (kind) {
      case "Zeros", "Ones", "Constant" -> new WeightInitConstant(constant(layer, setting, "Zeros"));
      case "RandomUniform" ->
          new WeightInitDistribution(uniform(number("minval", -SMALL), number("maxval", SMALL)));
      case "RandomNormal" ->
          new WeightInitDistribution(
              new NormalDistribution(number("mean", 0), number("stddev", SMALL)));
      case "TruncatedNormal" ->
          new WeightInitDistribution(
              new TruncatedNormalDistribution(number("mean", 0), number("stddev", SMALL)));
      case "Orthogonal" -> orthogonal(shape);
      default -> new WeightInitDistribution(scaled(shape));
    };
  }

  private IWeightInit orthogonal(int... shape) throws KerasException {
    if (shape.length != 2) {
      throw layer.refused(setting, "must be another one for kernels that are no matrices");
    }
    return new OrthogonalStart(number("gain", 1));
  }

  /**
   * As Keras has it: of a variance of a scale over the number of inputs, outputs, or their mean.
   */
  private Distribution scaled(int... shape) throws KerasException {
    boolean general = kind.equals("VarianceScaling");
    double scale = general ? number("scale", 1) : kind.startsWith("He") ? 2 : 1;
    String mode =
        general
            ? settings.path("mode").asText("fan_in")
            : kind.startsWith("Glorot") ? "fan_avg" : "fan_in";
    String law =
        general
            ? settings.path("distribution").asText("truncated_normal")
            : kind.endsWith("Normal") ? "truncated_normal" : "uniform";
    double variance = scale / Math.max(1, fan(mode, shape));
    double deviation = Math.sqrt(variance);
    double limit = Math.sqrt(3 * variance);
    return switch (law) {
      case "uniform" -> uniform(-limit, limit);
      case "untruncated_normal" -> new NormalDistribution(0, deviation);
      default -> new TruncatedNormalDistribution(0, deviation / DEVIATION_OF_TRUNCATED);
    };
  }

  private static double fan(String mode, int... shape) {
    double places = 1;
    for (int i = 0; i < shape.length - 2; i++) {
      places *= shape[i];
    }
    double in = shape.length < 2 ? shape[0] : places * shape[shape.length - 2];
    double out = shape.length < 2 ? shape[0] : places * shape[shape.length - 1];
    return switch (mode) {
      case "fan_in" -> in;
      case "fan_out" -> out;
      default -> (in + out) / 2;
    };
  }

  private Distribution uniform(double from, double to) throws KerasException {
    if (!(from < to)) {
      throw layer.refused(setting, "must have a minval below its maxval");
    }
    return new UniformDistribution(from, to);
  }

  private double number(String name, double otherwise) throws KerasException {
    JsonNode value = settings.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return otherwise;
    }
    if (!value.isNumber() || !(Math.abs(value.doubleValue()) < 1e6)) {
      throw layer.refused(setting, name + " must be a number below 1e6");
    }
    return value.doubleValue();
  }
}
