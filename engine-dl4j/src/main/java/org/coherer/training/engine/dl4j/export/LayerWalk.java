package org.coherer.training.engine.dl4j.export;

import org.coherer.training.engine.dl4j.extension.DotInteractionLayer;
import org.coherer.training.engine.dl4j.extension.ParametricActivationLayer;
import org.coherer.training.engine.dl4j.extension.PeriodicEmbeddingLayer;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.params.LSTMParamInitializer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;

/** Goes through layers. Dropout, and noise on weights, are nothing in inference. */
final class LayerWalk<T> {

  private static final int GATES = 4;

  private final Target<T> target;
  private final LayerWeights weights;
  private final ImageWalk<T> images;

  LayerWalk(Target<T> target, LayerWeights weights) {
    this.target = target;
    this.weights = weights;
    this.images = new ImageWalk<>(target, weights);
  }

  /**
   * A layer's place.
   *
   * @param key by which it has its parameters
   * @param name what others may call it
   * @param sharpness what its numbers are multiplied by before its activation, 1 but for the output
   *     of a calibrated classifier
   */
  record Place(String key, String name, double sharpness) {}

  T layer(Place place, Layer layer, T from) {
    // An exact class each time: DL4J derives layers from layers that do something else.
    Class<?> type = layer.getClass();
    if (type == DenseLayer.class || type == OutputLayer.class) {
      return dense(place, (FeedForwardLayer) layer, from);
    }
    if (type == LossLayer.class) {
      return activated(place, ((LossLayer) layer).getActivationFn(), from);
    }
    if (type == ActivationLayer.class) {
      return activated(place, ((ActivationLayer) layer).getActivationFn(), from);
    }
    if (type == DropoutLayer.class) {
      return from;
    }
    if (type == EmbeddingLayer.class || type == EmbeddingSequenceLayer.class) {
      return embedding(place, (FeedForwardLayer) layer, from);
    }
    if (type == LSTM.class) {
      return lstm(place, (LSTM) layer, false, from);
    }
    if (layer instanceof LastTimeStep last && last.getUnderlying().getClass() == LSTM.class) {
      return lstm(place, (LSTM) last.getUnderlying(), true, from);
    }
    if (type == FrozenLayer.class) {
      return layer(place, ((FrozenLayer) layer).getLayer(), from);
    }
    if (type == FrozenLayerWithBackprop.class) {
      return layer(place, ((FrozenLayerWithBackprop) layer).getUnderlying(), from);
    }
    return extension(place, layer, from);
  }

  private T extension(Place place, Layer layer, T from) {
    if (layer instanceof DotInteractionLayer interaction) {
      return target.interaction(place.name(), from, interaction);
    }
    if (layer instanceof ParametricActivationLayer activation) {
      IActivation function = activation.function().getActivationFunction();
      T bent = target.activation(place.name() + "-function", from, function);
      Numbers shares = weights.vector(place.key(), ParametricActivationLayer.SHARE);
      return target.shared(place.name(), from, bent, shares);
    }
    if (layer instanceof PeriodicEmbeddingLayer periodic) {
      return target.periodic(place.name(), from, periodic, waves(place.key(), periodic));
    }
    return images.layer(place, layer, from);
  }

  private Target.Waves waves(String key, PeriodicEmbeddingLayer layer) {
    int features = layer.features();
    int waves = layer.waves();
    int mixtures = layer.mixtures();
    return new Target.Waves(
        weights.get(key, PeriodicEmbeddingLayer.FREQUENCY, features, waves),
        weights.get(key, PeriodicEmbeddingLayer.PHASE, features, waves),
        weights.get(key, PeriodicEmbeddingLayer.MIXTURE, mixtures, features, waves),
        weights.get(key, PeriodicEmbeddingLayer.OFFSET, mixtures, features),
        weights.get(key, PeriodicEmbeddingLayer.SCALE, mixtures + 1, features));
  }

  private T activated(Place place, IActivation function, T from) {
    T sharpened =
        place.sharpness() == 1
            ? from
            : target.affine(from, Numbers.vector((float) place.sharpness()), Numbers.vector(0));
    return target.activation(place.name(), sharpened, function);
  }

  private T dense(Place place, FeedForwardLayer layer, T from) {
    if (layer instanceof DenseLayer dense && dense.hasLayerNorm()) {
      throw Refusal.layer(place.name(), "normalizes its output", target.format());
    }
    int in = Math.toIntExact(layer.getNIn());
    int units = Math.toIntExact(layer.getNOut());
    T sums =
        target.dense(
            place.name(),
            from,
            weights.get(place.key(), DefaultParamInitializer.WEIGHT_KEY, units, in),
            weights.vector(place.key(), DefaultParamInitializer.BIAS_KEY));
    return activated(place, layer.getActivationFn(), sums);
  }

  private T embedding(Place place, FeedForwardLayer layer, T from) {
    boolean sequence = layer instanceof EmbeddingSequenceLayer;
    int words = Math.toIntExact(layer.getNIn());
    int size = Math.toIntExact(layer.getNOut());
    Numbers table =
        weights.get(place.key(), DefaultParamInitializer.WEIGHT_KEY, size, words).permuted(1, 0);
    Numbers bias = weights.vector(place.key(), DefaultParamInitializer.BIAS_KEY);
    T found = target.embedding(place.name(), from, biased(table, bias), sequence);
    return activated(place, layer.getActivationFn(), found);
  }

  /** A bias is the same for every word, so it may as well be in the table. */
  private static Numbers biased(Numbers table, Numbers bias) {
    float[] values = table.values().clone();
    for (int i = 0; bias != null && i < values.length; i++) {
      values[i] += bias.values()[i % bias.length()];
    }
    return Numbers.of(values, table.sizes());
  }

  private T lstm(Place place, LSTM layer, boolean last, T from) {
    boolean plain =
        layer.getGateActivationFn().getClass() == ActivationSigmoid.class
            && (layer.getRnnDataFormat() == null || layer.getRnnDataFormat() == RNNFormat.NCW);
    if (!plain) {
      throw Refusal.layer(
          place.name(), "has gates other than sigmoids, or channels last", target.format());
    }
    int in = Math.toIntExact(layer.getNIn());
    int units = Math.toIntExact(layer.getNOut());
    return target.lstm(
        place.name(),
        from,
        new Lstm(
            weights.get(place.key(), LSTMParamInitializer.INPUT_WEIGHT_KEY, GATES * units, in),
            weights.get(
                place.key(), LSTMParamInitializer.RECURRENT_WEIGHT_KEY, GATES * units, units),
            weights.vector(place.key(), LSTMParamInitializer.BIAS_KEY),
            layer.getActivationFn(),
            last));
  }
}
