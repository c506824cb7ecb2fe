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
import org.nd4j.linalg.lossfunctions.ILossFunction;

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
    IActivation activation = KerasActivations.of(layer, "activation");
    return dense(
        layer, from, new DenseLayer.Builder().activation(activation), layer.positive("units"));
  }

  /** Adds a dense layer that is the output. */
  Tensor output(KerasLayer layer, Tensor from, String loss) throws KerasException {
    IActivation activation = KerasActivations.of(layer, "activation");
    ILossFunction function = KerasLosses.of(loss, activation);
    return dense(
        layer,
        from,
        new OutputLayer.Builder(function).activation(activation),
        layer.positive("units"));
  }

  private Tensor dense(
      KerasLayer layer, Tensor from, FeedForwardLayer.Builder<?> builder, int units)
      throws KerasException {
    if (!from.isVector()) {
      throw layer.refused(
          "takes " + from.shape().length + " dimensions (must be one: put a Flatten before)");
    }
    int in = from.length();
    Map<String, Weights> parameters = new LinkedHashMap<>();
    Weights kernel = file.weight(layer, "kernel", in, units);
    parameters.put(DefaultParamInitializer.WEIGHT_KEY, inOrder(kernel, from.order()));
    parameters.put(DefaultParamInitializer.BIAS_KEY, bias(layer, units));
    builder.nIn(in);
    builder.nOut(units);
    parts.layer(layer.name(), builder.build(), from, parameters);
    return Tensor.of(layer.name(), units);
  }

  /** Returns a bias, as a row; zeros where Keras has none. */
  Weights bias(KerasLayer layer, int length) throws KerasException {
    return layer.settings().path("use_bias").asBoolean(true)
        ? row(file.weight(layer, "bias", length))
        : GraphParts.filled(length, 0);
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
    parts.layer(layer.name(), new ActivationLayer(activation), from, Map.of());
    return from.as(layer.name());
  }

  /** Adds a layer that only computes a loss. */
  Tensor loss(String name, Tensor from, IActivation activation, String loss) {
    LossLayer.Builder builder = new LossLayer.Builder(KerasLosses.of(loss, activation));
    builder.activation(activation);
    parts.layer(name, builder.build(), from, Map.of());
    return from.as(name);
  }

  /** Adds a loss to a network whose output comes from a layer that cannot have one. */
  Tensor loss(String name, Tensor from, String loss) {
    return loss(name, from, new ActivationIdentity(), loss);
  }

  Tensor dropout(KerasLayer layer, Tensor from) throws KerasException {
    double rate = layer.probability("rate");
    boolean whole = layer.settings().path("noise_shape").isMissingNode();
    layer.require(
        whole || layer.settings().path("noise_shape").isNull(), "noise_shape", "must be None");
    if (rate == 0) {
      parts.layer(layer.name(), new ActivationLayer(new ActivationIdentity()), from, Map.of());
    } else {
      parts.layer(layer.name(), new DropoutLayer(1 - rate), from, Map.of());
    }
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
    int size = from.size();
    Map<String, Weights> parameters = new LinkedHashMap<>();
    boolean scale = layer.settings().path("scale").asBoolean(true);
    boolean center = layer.settings().path("center").asBoolean(true);
    int[] order = from.order();
    parameters.put(
        BatchNormalizationParamInitializer.GAMMA,
        scale ? vector(layer, "gamma", size, order) : GraphParts.filled(size, 1));
    parameters.put(
        BatchNormalizationParamInitializer.BETA,
        center ? vector(layer, "beta", size, order) : GraphParts.filled(size, 0));
    parameters.put(
        BatchNormalizationParamInitializer.GLOBAL_MEAN, vector(layer, "moving_mean", size, order));
    parameters.put(
        BatchNormalizationParamInitializer.GLOBAL_LOG_STD,
        logarithms(vector(layer, "moving_variance", size, order)));
    BatchNormalization.Builder builder = new BatchNormalization.Builder();
    builder.decay(layer.number("momentum", BATCH_MOMENTUM));
    builder.eps(layer.number("epsilon", BATCH_EPSILON));
    builder.nIn(size);
    builder.nOut(size);
    parts.layer(layer.name(), builder.build(), from, parameters);
    return from.as(layer.name());
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
