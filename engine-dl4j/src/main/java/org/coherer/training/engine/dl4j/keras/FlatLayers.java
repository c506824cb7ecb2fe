package org.coherer.training.engine.dl4j.keras;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;

/** Converts the layers of single values and vectors, and output layers. */
final class FlatLayers {

  /** Keras's own defaults, which old files omit. */
  private static final double BATCH_MOMENTUM = 0.99;

  private static final double BATCH_EPSILON = 1e-3;

  /** A variance below this is negligible beside any epsilon; its logarithm is finite. */
  private static final float LEAST_VARIANCE = 1e-30f;

  private final GraphParts parts;
  private final KerasFile file;

  FlatLayers(GraphParts parts, KerasFile file) {
    this.parts = parts;
    this.file = file;
  }

  Tensor dense(KerasLayer layer, Tensor from) throws KerasException {
    DenseLayer.Builder builder = new DenseLayer.Builder();
    builder.activation(KerasActivations.of(layer, "activation"));
    builder.hasBias(hasBias(layer));
    return dense(layer, from, builder);
  }

  /** Adds a dense layer that is the output. */
  Tensor output(KerasLayer layer, Tensor from, KerasLosses losses) throws KerasException {
    layer.require(layer.isTrained(), "trainable", "must be true for the output layer");
    KerasLosses.Ending ending =
        losses.behind(KerasActivations.of(layer, "activation"), layer.positive("units"));
    OutputLayer.Builder builder = new OutputLayer.Builder(ending.loss());
    builder.activation(ending.activation());
    builder.hasBias(hasBias(layer));
    return dense(layer, from, builder);
  }

  private Tensor dense(KerasLayer layer, Tensor from, FeedForwardLayer.Builder<?> builder)
      throws KerasException {
    if (!from.isVector()) {
      throw layer.refused(
          "takes " + from.shape().length + " dimensions (must be one: put a Flatten before)");
    }
    int in = from.length();
    int units = layer.positive("units");
    Map<String, Weights> parameters = new LinkedHashMap<>();
    Weights kernel = file.weight(layer, "kernel", in, units);
    parameters.put(DefaultParamInitializer.WEIGHT_KEY, inOrder(kernel, from.order()));
    if (hasBias(layer)) {
      parameters.put(DefaultParamInitializer.BIAS_KEY, bias(layer, units));
    }
    builder.nIn(in);
    builder.nOut(units);
    KerasPenalties.set(layer, "kernel_regularizer", builder);
    parts.layer(layer, builder.build(), from, parameters);
    return Tensor.of(layer.name(), units);
  }

  static boolean hasBias(KerasLayer layer) {
    return layer.settings().path("use_bias").asBoolean(true);
  }

  /** Returns a bias, as a row. */
  Weights bias(KerasLayer layer, int length) throws KerasException {
    return row(file.weight(layer, "bias", length));
  }

  private static Weights row(Weights vector) {
    return new Weights(vector.values(), 1, vector.values().length);
  }

  /** Returns the rows of a matrix, reordered like the input values. */
  private static Weights inOrder(Weights matrix, int[] order) {
    if (order == null) {
      return matrix;
    }
    int width = matrix.values().length / order.length;
    float[] values = new float[matrix.values().length];
    for (int i = 0; i < order.length; i++) {
      System.arraycopy(matrix.values(), order[i] * width, values, i * width, width);
    }
    return new Weights(values, matrix.shape());
  }

  Tensor activation(KerasLayer layer, Tensor from, IActivation activation) throws KerasException {
    if (activation instanceof ActivationSoftmax && !from.isVector()) {
      throw layer.refused("is a softmax of other than vectors");
    }
    parts.layer(layer.name(), new ActivationLayer(activation), from);
    return from.as(layer.name());
  }

  /** Adds a layer that only computes an activation and a loss. */
  Tensor loss(String name, Tensor from, IActivation activation, KerasLosses losses)
      throws KerasException {
    KerasLosses.Ending ending = losses.behind(activation, from.length());
    LossLayer.Builder builder = new LossLayer.Builder(ending.loss());
    builder.activation(ending.activation());
    parts.layer(name, builder.build(), from);
    return from.as(name);
  }

  Tensor dropout(KerasLayer layer, Tensor from) throws KerasException {
    double rate = layer.probability("rate");
    boolean none = rate == 0;
    parts.layer(
        layer.name(),
        none ? new ActivationLayer(new ActivationIdentity()) : new DropoutLayer(1 - rate),
        from);
    return from.as(layer.name());
  }

  Tensor normalization(KerasLayer layer, Tensor from) throws KerasException {
    int last = from.shape().length;
    var axis = layer.settings().path("axis");
    int found = axis.isArray() ? axis.path(0).asInt() : axis.asInt(-1);
    layer.require(
        (found == last || found == -1) && axis.size() <= 1, "axis", "must be the last one");
    if (from.isSequence()) {
      throw layer.refused("takes a sequence (must take vectors or images)");
    }
    boolean scale = layer.settings().path("scale").asBoolean(true);
    boolean center = layer.settings().path("center").asBoolean(true);
    layer.require(scale == center, "scale", "must be as center: DL4J learns both or neither");
    int size = from.size();
    BatchNormalization.Builder builder = new BatchNormalization.Builder(!scale);
    builder.decay(layer.number("momentum", BATCH_MOMENTUM));
    builder.eps(layer.number("epsilon", BATCH_EPSILON));
    builder.nIn(size);
    builder.nOut(size);
    parts.layer(layer, builder.build(), from, statistics(layer, size, from.order(), scale));
    return from.as(layer.name());
  }

  private Map<String, Weights> statistics(KerasLayer layer, int size, int[] order, boolean scaled)
      throws KerasException {
    Map<String, Weights> parameters = new LinkedHashMap<>();
    if (scaled) {
      parameters.put(BatchNormalizationParamInitializer.GAMMA, vector(layer, "gamma", size, order));
      parameters.put(BatchNormalizationParamInitializer.BETA, vector(layer, "beta", size, order));
    }
    parameters.put(
        BatchNormalizationParamInitializer.GLOBAL_MEAN, vector(layer, "moving_mean", size, order));
    parameters.put(
        BatchNormalizationParamInitializer.GLOBAL_LOG_STD,
        logarithms(vector(layer, "moving_variance", size, order)));
    return parameters;
  }

  private Weights vector(KerasLayer layer, String name, int size, int[] order)
      throws KerasException {
    return row(inOrder(file.weight(layer, name, size), order));
  }

  /** Returns variances in DL4J's representation: decimal logarithms of their square roots. */
  private static Weights logarithms(Weights variances) {
    float[] values = variances.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (Math.log10(Math.max(values[i], LEAST_VARIANCE)) / 2);
    }
    return row(new Weights(values));
  }
}
