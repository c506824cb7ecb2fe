package org.coherer.training.engine.dl4j.translation;

import java.util.HashMap;
import java.util.Map;
import org.coherer.training.engine.dl4j.extension.DotInteractionLayer;
import org.coherer.training.engine.dl4j.extension.Extensions;
import org.coherer.training.engine.dl4j.extension.ParametricActivationLayer;
import org.coherer.training.engine.dl4j.extension.PeriodicEmbeddingLayer;
import org.coherer.training.network.Layer;
import org.coherer.training.network.Loss;
import org.coherer.training.network.Parameter;
import org.coherer.training.network.Shape;
import org.coherer.training.network.Shape.Layout;
import org.coherer.training.network.function.Activation;
import org.coherer.training.network.function.Activations;
import org.coherer.training.network.layer.Dense;
import org.coherer.training.network.layer.DotInteraction;
import org.coherer.training.network.layer.Dropout;
import org.coherer.training.network.layer.Elementwise;
import org.coherer.training.network.layer.Embedding;
import org.coherer.training.network.layer.LastStep;
import org.coherer.training.network.layer.Lstm;
import org.coherer.training.network.layer.PeriodicEmbedding;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.params.LSTMParamInitializer;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;

/** Adds our own layers for those of DL4J. */
final class LayerTranslation {

  private final NetworkParts parts;
  private final ParameterBlocks parameters;
  private final ActivationTranslation activations;
  private final ImageTranslation images;
  private int dropouts;

  /** The losses of the outputs, by the keys of their layers. */
  private final Map<String, Loss> losses = new HashMap<>();

  LayerTranslation(NetworkParts parts, ParameterBlocks parameters) {
    this.parts = parts;
    this.parameters = parameters;
    this.activations = new ActivationTranslation(parts);
    this.images = new ImageTranslation(parts, parameters, activations);
  }

  /** Returns the loss of a layer that is an output; null for others. */
  Loss loss(String key) {
    return losses.get(key);
  }

  /**
   * Adds what a layer does.
   *
   * @return the number of its output
   */
  int add(String key, org.deeplearning4j.nn.conf.layers.Layer layer, int from)
      throws UntranslatableException {
    if (layer instanceof BaseLayer base && base.getWeightNoise() != null) {
      throw new UntranslatableException(key, "has noise on its weights");
    }
    // An exact class each time: DL4J derives layers from layers that do something else.
    Class<?> type = layer.getClass();
    if (type == DenseLayer.class) {
      return dense(key, (DenseLayer) layer, from);
    }
    if (type == OutputLayer.class) {
      return output(key, (OutputLayer) layer, from);
    }
    if (type == LossLayer.class) {
      return loss(key, (LossLayer) layer, from);
    }
    if (type == ActivationLayer.class) {
      return activations.add(key, ((ActivationLayer) layer).getActivationFn(), from);
    }
    if (type == DropoutLayer.class) {
      return dropped(key, layer.getIDropout(), from);
    }
    if (type == EmbeddingLayer.class || type == EmbeddingSequenceLayer.class) {
      return embedding(key, (FeedForwardLayer) layer, from);
    }
    if (Extensions.named(type.getName())) {
      return extension(key, layer, from);
    }
    if (type == LSTM.class) {
      return lstm(key, (LSTM) layer, from);
    }
    if (type == FrozenLayer.class) {
      return frozen(key, ((FrozenLayer) layer).getLayer(), from);
    }
    if (type == LastTimeStep.class) {
      int steps = add(key, ((LastTimeStep) layer).getUnderlying(), from);
      return lastStep(key, steps);
    }
    return images.add(
        key, layer, images.takesDropout(layer) ? dropped(key, layer.getIDropout(), from) : from);
  }

  /** Adds a layer that DL4J lacks. */
  private int extension(String key, org.deeplearning4j.nn.conf.layers.Layer layer, int from)
      throws UntranslatableException {
    if (layer instanceof DotInteractionLayer interaction) {
      return interaction(key, interaction, from);
    }
    return layer instanceof ParametricActivationLayer activation
        ? activations.add(key, activation, parameters, from)
        : periodic(key, (PeriodicEmbeddingLayer) layer, from);
  }

  private int frozen(String key, org.deeplearning4j.nn.conf.layers.Layer layer, int from)
      throws UntranslatableException {
    if (parts.isTrained(from)) {
      throw new UntranslatableException(key, "is frozen behind one that is not");
    }
    parts.freeze(true);
    int added = add(key, layer, from);
    parts.freeze(false);
    if (parts.isStopped()) {
      throw new UntranslatableException(key, "is frozen, of a kind that passes no gradients on");
    }
    return added;
  }

  private int dense(String key, DenseLayer layer, int from) throws UntranslatableException {
    if (layer.hasLayerNorm()) {
      throw new UntranslatableException(key, "normalizes its output");
    }
    int in = vectors(key, layer, from);
    return activations.behind(
        key, layer.getActivationFn(), function -> dense(key, layer, function), in);
  }

  private Layer dense(String key, FeedForwardLayer layer, Activation function)
      throws UntranslatableException {
    return new Dense(
        Math.toIntExact(layer.getNIn()),
        Math.toIntExact(layer.getNOut()),
        weights(key),
        bias(key),
        function);
  }

  private Parameter weights(String key) throws UntranslatableException {
    return parameters.take(key, DefaultParamInitializer.WEIGHT_KEY);
  }

  private Parameter bias(String key) throws UntranslatableException {
    return parameters.take(key, DefaultParamInitializer.BIAS_KEY);
  }

  private int output(String key, OutputLayer layer, int from) throws UntranslatableException {
    int width = Math.toIntExact(layer.getNOut());
    losses.put(key, Functions.loss(width, layer.getLossFn(), layer.getActivationFn()));
    int in = vectors(key, layer, from);
    return parts.add(key, dense(key, layer, Activations.IDENTITY), in);
  }

  /** Returns the input of a dense layer, after dropout. */
  private int vectors(String key, FeedForwardLayer layer, int from) throws UntranslatableException {
    int in = parts.in(key, Layout.VECTORS, from);
    parts.requireSize(key, layer.getNIn(), in);
    return dropped(key, layer.getIDropout(), in);
  }

  private int loss(String key, LossLayer layer, int from) throws UntranslatableException {
    int in = parts.in(key, Layout.VECTORS, from);
    int width = parts.shape(in).size();
    losses.put(key, Functions.loss(width, layer.getLossFn(), layer.getActivationFn()));
    // A copy, since a loss replaces what it is given, and the layer before needs that later.
    return parts.add(null, new Elementwise(parts.shape(in), Activations.IDENTITY), in);
  }

  private int dropped(String key, IDropout dropout, int from) throws UntranslatableException {
    if (dropout == null) {
      return from;
    }
    if (dropout instanceof org.deeplearning4j.nn.conf.dropout.Dropout plain
        && plain.getClass() == org.deeplearning4j.nn.conf.dropout.Dropout.class
        && plain.getPSchedule() == null) {
      dropouts++;
      return parts.add(null, new Dropout(parts.shape(from), plain.getP(), dropouts), from);
    }
    throw new UntranslatableException(key, "has the dropout " + dropout.getClass().getSimpleName());
  }

  private int embedding(String key, FeedForwardLayer layer, int from)
      throws UntranslatableException {
    Shape input = parts.shape(from);
    if (layer.getIDropout() != null || input.layout() != Layout.VECTORS) {
      throw new UntranslatableException(key, "takes dropout, or other than whole numbers");
    }
    int size = Math.toIntExact(layer.getNOut());
    Shape shape = Shape.vector(size);
    if (layer instanceof EmbeddingSequenceLayer sequence) {
      Formats.require(key, sequence.getOutputFormat());
      shape = Shape.steps(size, input.size());
    } else {
      parts.requireSize(key, 1, from);
    }
    Shape out = shape;
    int words = Math.toIntExact(layer.getNIn());
    return activations.behind(
        key,
        layer.getActivationFn(),
        function -> new Embedding(words, out, weights(key), bias(key), function),
        from);
  }

  private int periodic(String key, PeriodicEmbeddingLayer layer, int from)
      throws UntranslatableException {
    int in = dropped(key, layer.getIDropout(), parts.in(key, Layout.VECTORS, from));
    parts.requireSize(key, layer.features(), in);
    return parts.add(
        key,
        new PeriodicEmbedding(
            layer.features(),
            layer.waves(),
            layer.mixtures(),
            new PeriodicEmbedding.Parameters(
                parameters.take(key, PeriodicEmbeddingLayer.FREQUENCY),
                parameters.take(key, PeriodicEmbeddingLayer.PHASE),
                parameters.take(key, PeriodicEmbeddingLayer.MIXTURE),
                parameters.take(key, PeriodicEmbeddingLayer.OFFSET),
                parameters.take(key, PeriodicEmbeddingLayer.SCALE))),
        in);
  }

  private int interaction(String key, DotInteractionLayer layer, int from)
      throws UntranslatableException {
    int in = dropped(key, layer.getIDropout(), parts.in(key, Layout.VECTORS, from));
    DotInteraction.Settings settings =
        new DotInteraction.Settings(
            layer.vectors(), layer.width(), layer.keepsFirst(), layer.pairsWithItself());
    parts.requireSize(key, settings.inputs(), in);
    return parts.add(null, new DotInteraction(settings), in);
  }

  private int lstm(String key, LSTM layer, int from) throws UntranslatableException {
    Formats.require(key, layer.getRnnDataFormat());
    Activation function = Functions.ours(layer.getActivationFn());
    if (function == null || layer.getGateActivationFn().getClass() != ActivationSigmoid.class) {
      throw new UntranslatableException(
          key,
          "has the activations "
              + layer.getActivationFn().getClass().getSimpleName()
              + " and "
              + layer.getGateActivationFn().getClass().getSimpleName());
    }
    int in = dropped(key, layer.getIDropout(), parts.in(key, Layout.STEPS, from));
    parts.requireSize(key, layer.getNIn(), in);
    return parts.add(
        key,
        new Lstm(
            parts.shape(in).width(),
            Math.toIntExact(layer.getNIn()),
            Math.toIntExact(layer.getNOut()),
            parameters.take(key, LSTMParamInitializer.INPUT_WEIGHT_KEY),
            parameters.take(key, LSTMParamInitializer.RECURRENT_WEIGHT_KEY),
            parameters.take(key, LSTMParamInitializer.BIAS_KEY),
            function),
        in);
  }

  private int lastStep(String key, int from) throws UntranslatableException {
    int in = parts.in(key, Layout.STEPS, from);
    return parts.add(null, new LastStep(parts.shape(in)), in);
  }
}
