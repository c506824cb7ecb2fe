package org.coherer.training.engine.dl4j.export;

import java.util.List;
import org.coherer.training.encoding.CategoryEncoding;
import org.coherer.training.encoding.NumberEncoding;
import org.coherer.training.engine.ImageShape;
import org.coherer.training.engine.dl4j.extension.DotInteractionLayer;
import org.coherer.training.engine.dl4j.extension.PeriodicEmbeddingLayer;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.nd4j.linalg.activations.IActivation;

/**
 * Builds a network in the language of a format, layer by layer. What it has no word for it refuses,
 * see {@link Refusal}.
 *
 * <p>Rows are vectors; channels of images and of sequences are where the format likes them.
 *
 * @param <T> what a layer gives
 */
public interface Target<T> {

  /** Returns the name of the format, for messages. */
  String format();

  /**
   * Adds an input of the file.
   *
   * @param sizes those of a row; a vector if there is one
   * @return its numbers, which {@link #images}, {@link #steps} and scalings take
   */
  T input(String name, List<Integer> sizes);

  /** Adds an input of one number for a row, NaN where it is missing, and encodes it. */
  default T number(String name, NumberEncoding encoding) {
    throw Refusal.column(name, format());
  }

  /**
   * Adds an input of one category for a row, and encodes it: as numbers of which one is 1, or as
   * the row of an embedding.
   */
  default T category(String name, CategoryEncoding encoding) {
    throw Refusal.column(name, format());
  }

  /** Adds {@code (x - mean) factor}, with a mean and a factor for each number, or for all. */
  T centred(T from, Numbers means, Numbers factors);

  /** Adds {@code factor x + offset}, with a factor and an offset for each number, or for all. */
  T affine(T from, Numbers factors, Numbers offsets);

  /** Adds {@code x / sqrt(1 + (x / limit)^2)} for rows of so many numbers. */
  T limited(T from, float limit, int length);

  /** Sees a row as an image. */
  T images(T from, ImageShape shape);

  /** Sees a row, step by step, as a sequence. */
  T steps(T from, int steps, int size);

  /** Sees an image or a sequence as a row, channel by channel. */
  T flat(T from);

  /**
   * Adds a dense layer.
   *
   * @param weights [units][inputs]
   * @param bias [units]; {@code null} for none
   */
  T dense(String name, T from, Numbers weights, Numbers bias);

  /** Adds an activation. */
  T activation(String name, T from, IActivation function);

  /**
   * Adds a convolution.
   *
   * @param kernels [filters][channels][height][width], or [filters][channels][steps]
   * @param bias [filters]; {@code null} for none
   */
  T convolution(String name, T from, Window window, Numbers kernels, Numbers bias);

  /** Adds a layer that gives the largest number in a window. */
  T largest(String name, T from, Window window);

  /**
   * Adds a layer that gives the mean of a window.
   *
   * @param padded whether padding counts as zeros, rather than not at all
   */
  T mean(String name, T from, Window window, boolean padded);

  /** Adds a layer that makes one number of each channel. */
  T pooled(String name, T from, PoolingType type);

  /** Adds a batch normalization in inference mode, with a number of each kind for a channel. */
  T normalized(String name, T from, Normalization normalization);

  /**
   * The numbers of a batch normalization.
   *
   * @param epsilon is added to variances
   */
  record Normalization(
      Numbers scales, Numbers shifts, Numbers means, Numbers variances, double epsilon) {}

  /**
   * Adds an embedding of whole numbers: of one, which gives a row, or of the steps of a sequence.
   *
   * @param table [words][size]
   */
  T embedding(String name, T from, Numbers table, boolean sequence);

  /** Adds an LSTM. */
  T lstm(String name, T from, Lstm lstm);

  /** Adds what combines outputs of the same shape number by number. */
  T joined(String name, List<T> from, ElementWiseVertex.Op operation);

  /** Adds what puts the channels, or the numbers, of several outputs beside each other. */
  T concatenated(String name, List<T> from);

  /** Adds {@code x / max(|x|, epsilon)} of rows. */
  T unit(String name, T from, double epsilon);

  /**
   * Adds {@code x + share (f - x)}.
   *
   * @param bent f
   */
  T shared(String name, T from, T bent, Numbers shares);

  /** Adds products of pairs of vectors. */
  T interaction(String name, T from, DotInteractionLayer layer);

  /**
   * Adds an embedding by waves.
   *
   * @param waves its parameters
   */
  default T periodic(String name, T from, PeriodicEmbeddingLayer layer, Waves waves) {
    throw Refusal.layer(name, "is a PeriodicEmbeddingLayer", format());
  }

  /**
   * The parameters of an embedding by waves.
   *
   * @param frequency [feature][wave]
   * @param phase [feature][wave]
   * @param mixture [mixture][feature][wave]
   * @param offset [mixture][feature]
   * @param scale [1 + mixture][feature]
   */
  record Waves(Numbers frequency, Numbers phase, Numbers mixture, Numbers offset, Numbers scale) {}
}
