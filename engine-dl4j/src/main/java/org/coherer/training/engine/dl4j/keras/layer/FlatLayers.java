package org.coherer.training.engine.dl4j.keras.layer;

import java.util.LinkedHashMap;
import java.util.Map;
import org.coherer.training.engine.dl4j.keras.file.LayerWeights;
import org.coherer.training.engine.dl4j.keras.file.Weights;
import org.coherer.training.engine.dl4j.keras.model.KerasLayer;
import org.coherer.training.engine.dl4j.keras.setting.KerasException;
import org.coherer.training.engine.dl4j.keras.training.KerasActivations;
import org.coherer.training.engine.dl4j.keras.training.KerasLosses;
import org.coherer.training.engine.dl4j.keras.training.KerasPenalties;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;

/** Converts dense layers, activations, and output layers. */
public final class FlatLayers {

  private final GraphParts parts;

  /** Creates a converter that adds to a graph. */
  public FlatLayers(GraphParts parts) {
    this.parts = parts;
  }

  /** Adds a dense layer. */
  public Tensor dense(KerasLayer layer, Tensor from) throws KerasException {
    DenseLayer.Builder builder = new DenseLayer.Builder();
    builder.activation(KerasActivations.of(layer, "activation"));
    builder.hasBias(Starts.hasBias(layer));
    return dense(layer, from, builder);
  }

  /** Adds a dense layer that is the output. */
  public Tensor output(KerasLayer layer, Tensor from, KerasLosses losses) throws KerasException {
    layer.require(layer.isTrained(), "trainable", "must be true for the output layer");
    KerasLosses.Ending ending =
        losses.behind(KerasActivations.of(layer, "activation"), layer.positive("units"));
    OutputLayer.Builder builder = new OutputLayer.Builder(ending.loss());
    builder.activation(ending.activation());
    builder.hasBias(Starts.hasBias(layer));
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
    builder.nIn(in);
    builder.nOut(units);
    KerasPenalties.set(layer, "kernel_regularizer", builder);
    if (parts.isNew()) {
      Starts.set(layer, "kernel_initializer", builder, in, units);
    }
    parts.layer(
        layer,
        builder.build(),
        from,
        weights -> {
          LayerWeights found = weights.of(layer, "");
          Map<String, Weights> parameters = new LinkedHashMap<>();
          Weights kernel = found.next("kernel", in, units);
          parameters.put(DefaultParamInitializer.WEIGHT_KEY, inOrder(kernel, from.order()));
          if (Starts.hasBias(layer)) {
            parameters.put(DefaultParamInitializer.BIAS_KEY, found.next("bias", units).asRow());
          }
          return parameters;
        });
    return Tensor.of(layer.name(), units);
  }

  /** Returns the rows of a matrix, reordered like the input values. */
  static Weights inOrder(Weights matrix, int[] order) {
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

  /** Adds an activation alone. */
  public Tensor activation(KerasLayer layer, Tensor from, IActivation activation)
      throws KerasException {
    if (activation instanceof ActivationSoftmax && !from.isVector()) {
      throw layer.refused("is a softmax of other than vectors");
    }
    parts.layer(layer.name(), new ActivationLayer(activation), from);
    return from.as(layer.name());
  }

  /**
   * Adds a layer that only computes an activation and a loss. Images become rows, as Keras has
   * them.
   */
  public Tensor loss(String name, Tensor given, IActivation activation, KerasLosses losses)
      throws KerasException {
    Tensor from = given.isImage() && !given.flat() ? parts.rows(given) : given;
    KerasLosses.Ending ending = losses.behind(activation, from.length());
    LossLayer.Builder builder = new LossLayer.Builder(ending.loss());
    builder.activation(ending.activation());
    parts.layer(name, builder.build(), from);
    return from.as(name);
  }
}
