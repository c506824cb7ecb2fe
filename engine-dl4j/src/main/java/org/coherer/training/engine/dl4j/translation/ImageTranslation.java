package org.coherer.training.engine.dl4j.translation;

import java.util.Arrays;
import org.coherer.training.network.Parameter;
import org.coherer.training.network.Shape;
import org.coherer.training.network.Shape.Layout;
import org.coherer.training.network.layer.BatchNormalization.Settings;
import org.coherer.training.network.layer.BatchNormalization.Tracked;
import org.coherer.training.network.layer.Convolution;
import org.coherer.training.network.layer.Convolution.Order;
import org.coherer.training.network.layer.GlobalPooling;
import org.coherer.training.network.layer.Pooling;
import org.coherer.training.network.layer.Window;
import org.coherer.training.network.layer.Window.Side;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;

/** Adds our own layers for those of DL4J that look at channels. */
final class ImageTranslation {

  private static final int[] HEIGHT_AND_WIDTH = {2, 3};

  private final NetworkParts parts;
  private final ParameterBlocks parameters;
  private final ActivationTranslation activations;

  ImageTranslation(
      NetworkParts parts, ParameterBlocks parameters, ActivationTranslation activations) {
    this.parts = parts;
    this.parameters = parameters;
    this.activations = activations;
  }

  /** Returns whether DL4J heeds the dropout of a layer, which it does not for those that pool. */
  boolean takesDropout(Layer layer) {
    return layer instanceof ConvolutionLayer;
  }

  /**
   * Adds what a layer does.
   *
   * @param from its input, after dropout
   */
  int add(String key, Layer layer, int from) throws UntranslatableException {
    Class<?> type = layer.getClass();
    if (type == ConvolutionLayer.class) {
      ConvolutionLayer convolution = (ConvolutionLayer) layer;
      Formats.require(key, convolution.getCnn2dDataFormat());
      return convolution(key, convolution, from);
    }
    if (type == Convolution1DLayer.class) {
      Formats.require(key, ((Convolution1DLayer) layer).getRnnDataFormat());
      return convolution(key, (ConvolutionLayer) layer, from);
    }
    if (type == SubsamplingLayer.class || type == Subsampling1DLayer.class) {
      return pooling(key, (SubsamplingLayer) layer, from);
    }
    if (type == GlobalPoolingLayer.class) {
      return globalPooling(key, (GlobalPoolingLayer) layer, from);
    }
    if (type == BatchNormalization.class) {
      return normalization(key, (BatchNormalization) layer, from);
    }
    throw new UntranslatableException(key, "is a " + type.getSimpleName());
  }

  private int convolution(String key, ConvolutionLayer layer, int from)
      throws UntranslatableException {
    boolean sequence = layer instanceof Convolution1DLayer;
    int in = channels(key, from, sequence);
    parts.requireSize(key, layer.getNIn(), in);
    Window window =
        window(
            key,
            sequence,
            layer.getConvolutionMode(),
            new int[][] {
              layer.getKernelSize(), layer.getStride(), layer.getDilation(), layer.getPadding()
            },
            parts.shape(in));
    return activations.behind(
        key,
        layer.getActivationFn(),
        function ->
            new Convolution(
                parts.shape(in).size(),
                Math.toIntExact(layer.getNOut()),
                window,
                parameters.take(key, ConvolutionParamInitializer.WEIGHT_KEY),
                // DL4J says otherwise, but reads the weights of sequences so.
                sequence ? Order.FILTERS_LAST : Order.FILTERS_FIRST,
                parameters.take(key, ConvolutionParamInitializer.BIAS_KEY),
                function),
        in);
  }

  private int channels(String key, int from, boolean sequence) throws UntranslatableException {
    int in = parts.in(key, Layout.CHANNELS, from);
    if (parts.isSequence(in) != sequence) {
      throw new UntranslatableException(
          key, sequence ? "takes sequences and is given images" : "is given sequences");
    }
    return in;
  }

  /** The sides of a window; {@code sizes} are kernel, stride, dilation and padding. */
  private static Window window(
      String key, boolean sequence, ConvolutionMode mode, int[][] sizes, Shape input)
      throws UntranslatableException {
    return sequence
        ? new Window(Side.single(), side(key, mode, sizes, 0, input.width()))
        : new Window(
            side(key, mode, sizes, 0, input.height()), side(key, mode, sizes, 1, input.width()));
  }

  private static Side side(String key, ConvolutionMode mode, int[][] sizes, int at, int in)
      throws UntranslatableException {
    int kernel = sizes[0][at];
    int stride = sizes[1][at];
    int dilation = sizes[2][at];
    return switch (mode) {
      case Same -> Side.same(in, kernel, stride, dilation);
      case Truncate, Strict -> Side.padded(in, kernel, stride, dilation, sizes[3][at]);
      case Causal -> Side.causal(in, kernel, stride, dilation);
      default -> throw new UntranslatableException(key, "has the convolution mode " + mode);
    };
  }

  private int pooling(String key, SubsamplingLayer layer, int from) throws UntranslatableException {
    boolean sequence = layer instanceof Subsampling1DLayer;
    Formats.require(key, layer.getCnn2dDataFormat());
    int in = channels(key, from, sequence);
    Pooling.Kind kind;
    if (layer.getPoolingType() == PoolingType.MAX) {
      kind = Pooling.Kind.MAX;
    } else if (layer.getPoolingType() == PoolingType.AVG) {
      kind =
          layer.isAvgPoolIncludePadInDivisor() ? Pooling.Kind.AVERAGE : Pooling.Kind.AVERAGE_INSIDE;
    } else {
      throw new UntranslatableException(key, "pools by " + layer.getPoolingType());
    }
    Window window =
        window(
            key,
            sequence,
            layer.getConvolutionMode(),
            new int[][] {
              layer.getKernelSize(), layer.getStride(), layer.getDilation(), layer.getPadding()
            },
            parts.shape(in));
    return parts.add(null, new Pooling(parts.shape(in).size(), window, kind), in);
  }

  private int globalPooling(String key, GlobalPoolingLayer layer, int from)
      throws UntranslatableException {
    int[] dimensions = layer.getPoolingDimensions();
    if (!(dimensions == null || Arrays.equals(dimensions, HEIGHT_AND_WIDTH))
        || !layer.isCollapseDimensions()) {
      throw new UntranslatableException(key, "pools dimensions of its own");
    }
    GlobalPooling.Kind kind =
        switch (layer.getPoolingType()) {
          case MAX -> GlobalPooling.Kind.MAX;
          case SUM -> GlobalPooling.Kind.SUM;
          case AVG -> GlobalPooling.Kind.AVERAGE;
          default -> throw new UntranslatableException(key, "pools by " + layer.getPoolingType());
        };
    int in = channels(key, from, false);
    return parts.add(null, new GlobalPooling(parts.shape(in), kind), in);
  }

  private int normalization(String key, BatchNormalization layer, int from)
      throws UntranslatableException {
    Formats.require(key, layer.getCnn2DFormat());
    if (parts.isSequence(from)) {
      throw new UntranslatableException(key, "normalizes sequences");
    }
    parts.requireSize(key, layer.getNOut(), from);
    Parameter variances =
        parameters.take(
            key,
            layer.isUseLogStd()
                ? BatchNormalizationParamInitializer.GLOBAL_LOG_STD
                : BatchNormalizationParamInitializer.GLOBAL_VAR);
    return parts.add(
        key,
        new org.coherer.training.network.layer.BatchNormalization(
            parts.shape(from),
            new Settings(
                layer.getDecay(),
                layer.getEps(),
                (float) layer.getGamma(),
                (float) layer.getBeta()),
            parameters.take(key, BatchNormalizationParamInitializer.GAMMA),
            parameters.take(key, BatchNormalizationParamInitializer.BETA),
            parameters.take(key, BatchNormalizationParamInitializer.GLOBAL_MEAN),
            variances,
            layer.isUseLogStd() ? Tracked.LOG10_DEVIATION : Tracked.VARIANCE),
        from);
  }
}
