package org.coherer.training.engine.dl4j.config;

import java.util.List;
import org.coherer.training.engine.dl4j.keras.layer.RowLayout;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SpaceToDepthLayer;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling1D;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPadding1DLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping1D;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.preprocessor.ComposableInputPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;

/** What a first layer takes that is more than a row of numbers, where nothing says its sizes. */
enum TensorInput {
  /** {@code InputType.convolutional}. */
  IMAGE(
      3,
      "the size of the images that the network takes: DL4J's files do not keep an"
          + " InputType.convolutional (set featureShape to channels, height and width; or set"
          + " InputType.convolutionalFlat(height, width, channels) instead: the layers and the"
          + " parameters stay the same)",
      "channels, height and width") {
    @Override
    InputPreProcessor of(List<Integer> sizes) {
      return new FeedForwardToCnnPreProcessor(sizes.get(1), sizes.get(2), sizes.get(0));
    }

    @Override
    int values(List<Integer> sizes) {
      return sizes.get(0);
    }
  },

  /** {@code InputType.recurrent}. */
  SEQUENCE(
      2,
      "how long the sequences are that the network takes: DL4J's files do not keep an"
          + " InputType.recurrent (set featureShape to the number of steps and of values per step;"
          + " a row has the values of the first step, then those of the second, and so on)",
      "the number of steps and of values per step") {
    @Override
    InputPreProcessor of(List<Integer> sizes) {
      return new RowLayout(1, sizes.get(0), sizes.get(1), true).preProcessor();
    }

    @Override
    int values(List<Integer> sizes) {
      return sizes.get(1);
    }
  };

  private static final List<Class<? extends Layer>> OF_SEQUENCES =
      List.of(
          Convolution1DLayer.class,
          Subsampling1DLayer.class,
          ZeroPadding1DLayer.class,
          Upsampling1D.class,
          Cropping1D.class,
          BaseRecurrentLayer.class,
          Bidirectional.class,
          RnnOutputLayer.class);

  private static final List<Class<? extends Layer>> OF_IMAGES =
      List.of(
          ConvolutionLayer.class,
          SubsamplingLayer.class,
          ZeroPaddingLayer.class,
          Cropping2D.class,
          Upsampling2D.class,
          SpaceToDepthLayer.class,
          LocalResponseNormalization.class);

  private final int dimensions;
  private final String unknown;
  private final String names;

  TensorInput(int dimensions, String unknown, String names) {
    this.dimensions = dimensions;
    this.unknown = unknown;
    this.names = names;
  }

  abstract InputPreProcessor of(List<Integer> sizes);

  /** Returns the number of channels, or of values per step, of sizes. */
  abstract int values(List<Integer> sizes);

  /** Returns what a layer takes that is given rows as they are; null for numbers of any kind. */
  static TensorInput takenBy(InputPreProcessor before, Layer layer) {
    if (before != null) {
      return before instanceof RnnToFeedForwardPreProcessor ? SEQUENCE : null;
    }
    Layer inner = InputShape.unwrap(layer);
    if (OF_SEQUENCES.stream().anyMatch(kind -> kind.isInstance(inner))) {
      return SEQUENCE;
    }
    return OF_IMAGES.stream().anyMatch(kind -> kind.isInstance(inner)) ? IMAGE : null;
  }

  /** Returns one preprocessor for two, of which the second may be null. */
  static InputPreProcessor joined(InputPreProcessor first, InputPreProcessor second) {
    return second == null ? first : new ComposableInputPreProcessor(first, second);
  }

  /** Returns that the sizes are not known, as an error. */
  UnknownInputException unknown() {
    return new UnknownInputException("Cannot tell " + unknown);
  }

  /**
   * Returns what makes such a tensor of a row.
   *
   * @param layer the layer that takes it
   * @throws IllegalArgumentException if the sizes are not those of such a tensor
   */
  InputPreProcessor preProcessor(List<Integer> sizes, Layer layer) {
    if (sizes.size() != dimensions) {
      throw new IllegalArgumentException(
          "Invalid featureShape " + sizes + " (the network takes " + names + ")");
    }
    long wanted = InputShape.unwrap(layer) instanceof FeedForwardLayer sized ? sized.getNIn() : 0;
    if (wanted > 0 && wanted != values(sizes)) {
      throw new IllegalArgumentException(
          "Invalid featureShape "
              + sizes
              + " ("
              + names
              + "; the network's first layer takes "
              + wanted
              + (this == IMAGE ? " channels)" : " values per step)"));
    }
    return of(sizes);
  }
}
