package org.coherer.training.engine.dl4j.export;

import java.util.Arrays;
import org.coherer.training.engine.dl4j.export.LayerWalk.Place;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.RNNFormat;
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

/** Goes through layers that look at channels. */
final class ImageWalk<T> {

  private static final int[] HEIGHT_AND_WIDTH = {2, 3};

  private final Target<T> target;
  private final LayerWeights weights;

  ImageWalk(Target<T> target, LayerWeights weights) {
    this.target = target;
    this.weights = weights;
  }

  T layer(Place place, Layer layer, T from) {
    Class<?> type = layer.getClass();
    if (type == ConvolutionLayer.class) {
      ConvolutionLayer convolution = (ConvolutionLayer) layer;
      requireChannelsFirst(place, convolution.getCnn2dDataFormat() == CNN2DFormat.NCHW);
      return convolution(place, convolution, from);
    }
    if (type == Convolution1DLayer.class) {
      RNNFormat format = ((Convolution1DLayer) layer).getRnnDataFormat();
      requireChannelsFirst(place, format == null || format == RNNFormat.NCW);
      return convolution(place, (ConvolutionLayer) layer, from);
    }
    if (type == SubsamplingLayer.class || type == Subsampling1DLayer.class) {
      return pooling(place, (SubsamplingLayer) layer, from);
    }
    if (type == GlobalPoolingLayer.class) {
      return globalPooling(place, (GlobalPoolingLayer) layer, from);
    }
    if (type == BatchNormalization.class) {
      return normalization(place, (BatchNormalization) layer, from);
    }
    throw Refusal.layer(place.name(), "is a " + type.getSimpleName(), target.format());
  }

  private void requireChannelsFirst(Place place, boolean first) {
    if (!first) {
      throw Refusal.layer(place.name(), "has channels last", target.format());
    }
  }

  private T convolution(Place place, ConvolutionLayer layer, T from) {
    Window window = Window.of(layer);
    int channels = Math.toIntExact(layer.getNIn());
    int filters = Math.toIntExact(layer.getNOut());
    String key = ConvolutionParamInitializer.WEIGHT_KEY;
    // DL4J says otherwise, but reads the weights of sequences with the filters last.
    Numbers kernels =
        window.isOfSteps()
            ? weights
                .get(place.key(), key, window.kernel().get(0), channels, filters)
                .permuted(2, 1, 0)
            : weights.get(
                place.key(),
                key,
                filters,
                channels,
                window.kernel().get(0),
                window.kernel().get(1));
    Numbers bias = weights.vector(place.key(), ConvolutionParamInitializer.BIAS_KEY);
    T sums = target.convolution(place.name(), from, window, kernels, bias);
    return target.activation(place.name(), sums, layer.getActivationFn());
  }

  private T pooling(Place place, SubsamplingLayer layer, T from) {
    requireChannelsFirst(place, layer.getCnn2dDataFormat() == CNN2DFormat.NCHW);
    Window window = Window.of(layer);
    if (layer.getPoolingType() == PoolingType.MAX) {
      return target.largest(place.name(), from, window);
    }
    if (layer.getPoolingType() == PoolingType.AVG) {
      return target.mean(place.name(), from, window, layer.isAvgPoolIncludePadInDivisor());
    }
    throw Refusal.layer(place.name(), "pools by " + layer.getPoolingType(), target.format());
  }

  private T globalPooling(Place place, GlobalPoolingLayer layer, T from) {
    int[] dimensions = layer.getPoolingDimensions();
    if (!(dimensions == null || Arrays.equals(dimensions, HEIGHT_AND_WIDTH))
        || !layer.isCollapseDimensions()) {
      throw Refusal.layer(place.name(), "pools dimensions of its own", target.format());
    }
    return target.pooled(place.name(), from, layer.getPoolingType());
  }

  private T normalization(Place place, BatchNormalization layer, T from) {
    requireChannelsFirst(place, layer.getCnn2DFormat() == CNN2DFormat.NCHW);
    int channels = Math.toIntExact(layer.getNOut());
    Numbers scales = weights.vector(place.key(), BatchNormalizationParamInitializer.GAMMA);
    Numbers shifts = weights.vector(place.key(), BatchNormalizationParamInitializer.BETA);
    return target.normalized(
        place.name(),
        from,
        new Target.Normalization(
            scales != null ? scales : Numbers.filled(channels, (float) layer.getGamma()),
            shifts != null ? shifts : Numbers.filled(channels, (float) layer.getBeta()),
            weights.vector(place.key(), BatchNormalizationParamInitializer.GLOBAL_MEAN),
            variances(place.key(), layer),
            layer.getEps()));
  }

  private Numbers variances(String key, BatchNormalization layer) {
    if (!layer.isUseLogStd()) {
      return weights.vector(key, BatchNormalizationParamInitializer.GLOBAL_VAR);
    }
    float[] deviations =
        weights.vector(key, BatchNormalizationParamInitializer.GLOBAL_LOG_STD).values().clone();
    for (int i = 0; i < deviations.length; i++) {
      deviations[i] = (float) Math.pow(10, 2 * deviations[i]);
    }
    return Numbers.vector(deviations);
  }
}
