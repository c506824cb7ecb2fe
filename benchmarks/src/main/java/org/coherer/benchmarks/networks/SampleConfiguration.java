package org.coherer.benchmarks.networks;

import java.util.List;
import java.util.stream.IntStream;
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

/** Writes the networks of {@link SampleNetwork} as anybody would with DL4J. */
final class SampleConfiguration {

  private static final int EMBEDDED = 64;
  private static final int UNITS = 128;

  private SampleConfiguration() {}

  /** Returns a network in JSON: Xavier's weights, Adam, cross-entropy after a softmax. */
  static String of(SampleNetwork model) {
    NeuralNetConfiguration.ListBuilder list =
        new NeuralNetConfiguration.Builder()
            .seed(1)
            .weightInit(WeightInit.XAVIER)
            .updater(new Adam(1e-3))
            .list();
    layers(model).forEach(list::layer);
    list.layer(
        new OutputLayer.Builder(LossFunction.MCXENT)
            .nIn(lastWidth(model))
            .nOut(model.classes())
            .activation(Activation.SOFTMAX)
            .build());
    if (model == SampleNetwork.LENET) {
      list.setInputType(InputType.convolutionalFlat(28, 28, 1));
    }
    return list.build().toJson();
  }

  private static List<Layer> layers(SampleNetwork model) {
    return switch (model) {
      case MLP, TABULAR -> hidden(model.perceptron().orElseThrow());
      case LENET ->
          List.of(convolution(1, 20), pooling(), convolution(20, 50), pooling(), dense(800, 500));
      case LSTM ->
          List.of(
              new EmbeddingSequenceLayer.Builder()
                  .nIn(SampleNetwork.WORDS)
                  .nOut(EMBEDDED)
                  .inputLength(model.inputs())
                  .build(),
              new LastTimeStep(
                  new LSTM.Builder()
                      .nIn(EMBEDDED)
                      .nOut(UNITS)
                      .activation(Activation.TANH)
                      .build()));
    };
  }

  private static List<Layer> hidden(int... sizes) {
    return IntStream.range(1, sizes.length - 1)
        .<Layer>mapToObj(i -> dense(sizes[i - 1], sizes[i]))
        .toList();
  }

  private static int lastWidth(SampleNetwork model) {
    return switch (model) {
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
