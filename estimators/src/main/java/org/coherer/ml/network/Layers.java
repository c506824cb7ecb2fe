package org.coherer.ml.network;

/**
 * The layers of which networks consist, with Keras's names. Each has Keras's settings and defaults;
 * methods of what is returned change them: {@code Layers.conv2d(32, 3).activation("relu")}.
 */
public final class Layers {

  private static final double LEAKY_SLOPE = 0.3;

  private Layers() {}

  /**
   * Returns the input of a network.
   *
   * @param sizes those of a row: values; steps and values; or height, width and channels
   */
  public static Input input(int... sizes) {
    return new Input(sizes);
  }

  /** Returns a layer each of whose units takes all numbers of a vector. */
  public static Dense dense(int units) {
    return new Dense(units);
  }

  /** Returns the same with an activation function. */
  public static Dense dense(int units, String activation) {
    return dense(units).activation(activation);
  }

  /** Returns a convolution of sequences. */
  public static Convolution conv1d(int filters, int kernelSize) {
    return Convolution.of(1, filters, kernelSize);
  }

  /** Returns a convolution of images, with a square kernel; {@code kernelSize} sets another. */
  public static Convolution conv2d(int filters, int kernelSize) {
    return Convolution.of(2, filters, kernelSize);
  }

  /** Returns a convolution that makes larger images, as decoders do. */
  public static Convolution conv2dTranspose(int filters, int kernelSize) {
    return Convolution.transposed(filters, kernelSize);
  }

  /** Returns a convolution of each channel of an image on its own. */
  public static DepthwiseConvolution depthwiseConv2d(int kernelSize) {
    return DepthwiseConvolution.depthwise(kernelSize);
  }

  /** Returns a convolution of each channel on its own, and one of each place behind it. */
  public static DepthwiseConvolution separableConv2d(int filters, int kernelSize) {
    return DepthwiseConvolution.separable(filters, kernelSize);
  }

  /** Returns a pooling of sequences by the largest value; of 2 steps if there is no size. */
  public static Pooling maxPooling1d(int... poolSize) {
    return new Pooling("MaxPooling", 1, poolSize);
  }

  /**
   * Returns a pooling of images by the largest value.
   *
   * @param poolSize one number for both, or height and width; 2 if there is none
   */
  public static Pooling maxPooling2d(int... poolSize) {
    return new Pooling("MaxPooling", 2, poolSize);
  }

  /** Returns a pooling of images by the mean value, otherwise like {@link #maxPooling2d}. */
  public static Pooling averagePooling2d(int... poolSize) {
    return new Pooling("AveragePooling", 2, poolSize);
  }

  /** Returns the largest value of each channel of an image. */
  public static GlobalPooling globalMaxPooling2d() {
    return new GlobalPooling("MaxPooling", 2);
  }

  /** Returns the mean value of each channel of an image. */
  public static GlobalPooling globalAveragePooling2d() {
    return new GlobalPooling("AveragePooling", 2);
  }

  /** Returns the largest of each value of the steps of a sequence. */
  public static GlobalPooling globalMaxPooling1d() {
    return new GlobalPooling("MaxPooling", 1);
  }

  /** Returns the mean of each value of the steps of a sequence. */
  public static GlobalPooling globalAveragePooling1d() {
    return new GlobalPooling("AveragePooling", 1);
  }

  /** Returns what makes a vector of a sequence or an image. */
  public static Reshaping flatten() {
    return Reshaping.flatten();
  }

  /** Returns what gives an input of the network, or the vector of a Dense, another shape. */
  public static Reshaping reshape(int... sizes) {
    return Reshaping.reshape(sizes);
  }

  /** Returns what puts zeros around an image: so many on all sides, or above and beside it. */
  public static Resizing zeroPadding2d(int... padding) {
    return Resizing.padding(padding);
  }

  /**
   * Returns what repeats each pixel of an image: so often in both directions, or down and along.
   */
  public static Resizing upSampling2d(int... size) {
    return Resizing.upSampling(size);
  }

  /** Returns what multiplies each number and adds to it. */
  public static Elementwise rescaling(double scale, double offset) {
    return Elementwise.rescaling(scale, offset);
  }

  /** Returns an activation function by its name. */
  public static Elementwise activation(String function) {
    return Elementwise.of(function);
  }

  /** Returns the activation function that is 0 below 0. */
  public static Elementwise relu() {
    return Elementwise.relu();
  }

  /** Returns the same, limited above. */
  public static Elementwise relu(double maxValue) {
    return Elementwise.relu(maxValue);
  }

  /** Returns the activation function that has a slope of 0.3 below 0. */
  public static Elementwise leakyRelu() {
    return leakyRelu(LEAKY_SLOPE);
  }

  /** Returns the same with another slope. */
  public static Elementwise leakyRelu(double negativeSlope) {
    return Elementwise.leakyRelu(negativeSlope);
  }

  /** Returns the activation function that is exponential below 0. */
  public static Elementwise elu() {
    return Elementwise.elu();
  }

  /** Returns the function that makes probabilities of a vector. */
  public static Elementwise softmax() {
    return Elementwise.softmax();
  }

  /**
   * Returns what sets numbers to zero at random in training.
   *
   * @param rate the fraction of numbers
   */
  public static Elementwise dropout(double rate) {
    return Elementwise.dropout(rate);
  }

  /** Returns the normalization over the rows of a batch. */
  public static BatchNormalization batchNormalization() {
    return new BatchNormalization();
  }

  /**
   * Returns a recurrent layer with long short-term memory, whose output is that of the last step.
   */
  public static Recurrent lstm(int units) {
    return Recurrent.lstm(units);
  }

  /** Returns a plain recurrent layer, whose output is that of the last step. */
  public static Recurrent simpleRnn(int units) {
    return Recurrent.simple(units);
  }

  /** Returns a recurrent layer, and one like it that goes through the steps from the end. */
  public static Bidirectional bidirectional(Recurrent layer) {
    return new Bidirectional(layer);
  }

  /**
   * Returns a row of weights for each of the whole numbers of an input.
   *
   * @param inputDim how many different numbers there are, from 0
   * @param outputDim the weights of a row
   */
  public static Embedding embedding(int inputDim, int outputDim) {
    return new Embedding(inputDim, outputDim);
  }

  /** Returns the sum of several inputs; see {@link Tensor#add}. */
  public static Merge add() {
    return Merge.of("Add");
  }

  /** Returns the difference of two inputs. */
  public static Merge subtract() {
    return Merge.of("Subtract");
  }

  /** Returns the product of several inputs, number by number. */
  public static Merge multiply() {
    return Merge.of("Multiply");
  }

  /** Returns the mean of several inputs. */
  public static Merge average() {
    return Merge.of("Average");
  }

  /** Returns the largest of several inputs, number by number. */
  public static Merge maximum() {
    return Merge.of("Maximum");
  }

  /** Returns several inputs one behind the other; see {@link Tensor#concatenate}. */
  public static Merge concatenate() {
    return Merge.concatenate();
  }
}
