package org.coherer.training.engine.dl4j.keras.layer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.coherer.training.engine.dl4j.keras.file.LayerWeights;
import org.coherer.training.engine.dl4j.keras.file.Weights;
import org.coherer.training.engine.dl4j.keras.model.KerasLayer;
import org.coherer.training.engine.dl4j.keras.setting.KerasException;
import org.coherer.training.engine.dl4j.keras.training.KerasInitializers;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.nd4j.shade.jackson.databind.JsonNode;

/** Converts the layers that shift and scale numbers: normalization, by what is learned or known. */
public final class NormalizingLayers {

  /** Keras's own defaults, which old files omit. */
  private static final double BATCH_MOMENTUM = 0.99;

  private static final double BATCH_EPSILON = 1e-3;

  /** The square of what Keras's Normalization divides by at least. */
  private static final double KNOWN_EPSILON = 1e-14;

  /** A variance below this is negligible beside any epsilon; its logarithm is finite. */
  private static final float LEAST_VARIANCE = 1e-30f;

  private final GraphParts parts;

  /** Creates a converter that adds to a graph. */
  public NormalizingLayers(GraphParts parts) {
    this.parts = parts;
  }

  /** Adds a batch normalization. */
  public Tensor batch(KerasLayer layer, Tensor given) throws KerasException {
    Tensor from = taken(layer, given);
    boolean scale = layer.settings().path("scale").asBoolean(true);
    boolean center = layer.settings().path("center").asBoolean(true);
    layer.require(scale == center, "scale", "must be as center: DL4J learns both or neither");
    int size = from.size();
    BatchNormalization.Builder builder = new BatchNormalization.Builder(!scale);
    builder.decay(layer.number("momentum", BATCH_MOMENTUM));
    builder.eps(layer.number("epsilon", BATCH_EPSILON));
    builder.nIn(size);
    builder.nOut(size);
    if (parts.isNew()) {
      start(layer, builder);
    }
    parts.layer(
        layer,
        builder.build(),
        from,
        weights -> {
          LayerWeights found = weights.of(layer, "");
          Map<String, Weights> parameters = new LinkedHashMap<>();
          if (scale) {
            parameters.put(
                BatchNormalizationParamInitializer.GAMMA, vector(found, "gamma", size, from));
            parameters.put(
                BatchNormalizationParamInitializer.BETA, vector(found, "beta", size, from));
          }
          Weights mean = vector(found, "moving_mean", size, from);
          parameters.putAll(moments(mean, vector(found, "moving_variance", size, from)));
          return parameters;
        });
    return from.as(layer.name());
  }

  private static void start(KerasLayer layer, BatchNormalization.Builder builder)
      throws KerasException {
    builder.gamma(KerasInitializers.constant(layer, "gamma_initializer", "Ones"));
    builder.beta(KerasInitializers.constant(layer, "beta_initializer", "Zeros"));
    layer.require(
        KerasInitializers.constant(layer, "moving_mean_initializer", "Zeros") == 0,
        "moving_mean_initializer",
        "must be zeros");
    layer.require(
        KerasInitializers.constant(layer, "moving_variance_initializer", "Ones") == 1,
        "moving_variance_initializer",
        "must be ones");
  }

  /** Adds a normalization by means and variances that were learned before the training. */
  public Tensor known(KerasLayer layer, Tensor given) throws KerasException {
    Tensor from = taken(layer, given);
    if (parts.isNew()) {
      throw layer.refused(
          "has numbers of its own (must be omitted in a network without weights: set"
              + " standardization where it is trained)");
    }
    int size = from.size();
    BatchNormalization.Builder builder = new BatchNormalization.Builder(true);
    builder.eps(KNOWN_EPSILON);
    builder.nIn(size);
    builder.nOut(size);
    parts.constant(
        layer,
        builder.build(),
        from,
        weights -> {
          if (layer.settings().path("mean").isNull() || !layer.settings().has("mean")) {
            LayerWeights found = weights.of(layer, "");
            Weights mean = vector(found, "mean", size, from);
            return moments(mean, vector(found, "variance", size, from));
          }
          return moments(listed(layer, "mean", size), listed(layer, "variance", size));
        });
    return from.as(layer.name());
  }

  /** Reads numbers of a setting: one for each channel, or one for all of them. */
  private static Weights listed(KerasLayer layer, String setting, int size) throws KerasException {
    JsonNode list = layer.settings().path(setting);
    while (list.isArray() && list.size() == 1) {
      list = list.path(0);
    }
    float[] values = new float[size];
    layer.require(
        list.isNumber() || list.size() == size, setting, "must have " + size + " numbers");
    for (int i = 0; i < size; i++) {
      JsonNode value = list.isNumber() ? list : list.path(i);
      layer.require(value.isNumber(), setting, "must have " + size + " numbers");
      values[i] = value.floatValue();
    }
    return new Weights(values, size).asRow();
  }

  /** Adds a multiplication of all numbers by one, and an addition of another. */
  public Tensor rescaling(KerasLayer layer, Tensor from) throws KerasException {
    layer.require(layer.settings().path("scale").isNumber(), "scale", "must be one number");
    String scaled = layer.name() + "-scaled";
    parts.vertex(scaled, new ScaleVertex(layer.number("scale", 1)), List.of(from));
    parts.vertex(
        layer.name(), new ShiftVertex(layer.number("offset", 0)), List.of(from.as(scaled)));
    return from.as(layer.name());
  }

  private static Tensor taken(KerasLayer layer, Tensor given) throws KerasException {
    Tensor from = given.shaped();
    int last = from.shape().length;
    JsonNode axis = layer.settings().path("axis");
    int found = axis.isArray() ? axis.path(0).asInt() : axis.asInt(-1);
    layer.require(
        (found == last || found == -1) && axis.size() <= 1, "axis", "must be the last one");
    if (from.isSequence()) {
      throw layer.refused("takes a sequence (must take vectors or images)");
    }
    return from;
  }

  private static Weights vector(LayerWeights weights, String name, int size, Tensor from)
      throws KerasException {
    return FlatLayers.inOrder(weights.next(name, size), from.order()).asRow();
  }

  private static Map<String, Weights> moments(Weights mean, Weights variance) {
    Map<String, Weights> parameters = new LinkedHashMap<>();
    parameters.put(BatchNormalizationParamInitializer.GLOBAL_MEAN, mean);
    parameters.put(BatchNormalizationParamInitializer.GLOBAL_LOG_STD, logarithms(variance));
    return parameters;
  }

  /** Returns variances in DL4J's representation: decimal logarithms of their square roots. */
  private static Weights logarithms(Weights variances) {
    float[] values = variances.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (Math.log10(Math.max(values[i], LEAST_VARIANCE)) / 2);
    }
    return new Weights(values).asRow();
  }
}
