package org.coherer.benchmarks.step;

import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The networks whose steps are measured. All are trained by Adam with a rate of 0.001. */
enum StepModel {
  /** A perceptron for images, 784-512-256-10. */
  MLP(784, 10, 128),
  /** A perceptron for tables, 30-64-32-2. */
  TABULAR(30, 2, 128),
  /** Two convolutions of 5 x 5, each with pooling, and two dense layers. */
  LENET(784, 10, 64),
  /** Sequences of 50 words of 1000, embedded in 64 numbers, through an LSTM of 128 units. */
  LSTM(50, 10, 64);

  private static final int WORDS = 1000;
  private static final int EMBEDDED = 64;
  private static final int UNITS = 128;

  private final int inputs;
  private final int classes;
  private final int batch;

  StepModel(int inputs, int classes, int batch) {
    this.inputs = inputs;
    this.classes = classes;
    this.batch = batch;
  }

  /** Returns what result lines and workers call it. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static StepModel of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }

  int inputs() {
    return inputs;
  }

  int classes() {
    return classes;
  }

  int batch() {
    return batch;
  }

  /**
   * Returns one value of a batch; the script for PyTorch has the same formula. Classes can be told
   * from features, so that a network learns.
   */
  float feature(int row, int column) {
    int mixed = (row * 31 + column * 17 + label(row) * 7 * column) % 1009;
    return this == LSTM ? mixed % WORDS : mixed / 1009f;
  }

  /** Returns the class of a row. */
  int label(int row) {
    return row % classes;
  }

  /** Returns the network's description. */
  String network() {
    NeuralNetConfiguration.ListBuilder list =
        new NeuralNetConfiguration.Builder()
            .seed(1)
            .weightInit(WeightInit.XAVIER)
            .updater(new Adam(1e-3))
            .list();
    layers().forEach(list::layer);
    list.layer(
        new OutputLayer.Builder(LossFunction.MCXENT)
            .nIn(lastWidth())
            .nOut(classes)
            .activation(Activation.SOFTMAX)
            .build());
    if (this == LENET) {
      list.setInputType(InputType.convolutionalFlat(28, 28, 1));
    }
    MultiLayerConfiguration made = list.build();
    return made.toJson();
  }

  private List<Layer> layers() {
    return switch (this) {
      case MLP -> List.of(dense(784, 512), dense(512, 256));
      case TABULAR -> List.of(dense(30, 64), dense(64, 32));
      case LENET ->
          List.of(convolution(1, 20), pooling(), convolution(20, 50), pooling(), dense(800, 500));
      case LSTM ->
          List.of(
              new EmbeddingSequenceLayer.Builder()
                  .nIn(WORDS)
                  .nOut(EMBEDDED)
                  .inputLength(inputs)
                  .build(),
              new LastTimeStep(
                  new LSTM.Builder()
                      .nIn(EMBEDDED)
                      .nOut(UNITS)
                      .activation(Activation.TANH)
                      .build()));
    };
  }

  private int lastWidth() {
    return switch (this) {
      case MLP -> 256;
      case TABULAR -> 32;
      case LENET -> 500;
      case LSTM -> UNITS;
    };
  }

  private static DenseLayer dense(int in, int out) {
    return new DenseLayer.Builder().nIn(in).nOut(out).activation(Activation.RELU).build();
  }

  private static ConvolutionLayer convolution(int in, int out) {
    return new ConvolutionLayer.Builder(5, 5).nIn(in).nOut(out).activation(Activation.RELU).build();
  }

  private static SubsamplingLayer pooling() {
    return new SubsamplingLayer.Builder(PoolingType.MAX).kernelSize(2, 2).stride(2, 2).build();
  }
}
