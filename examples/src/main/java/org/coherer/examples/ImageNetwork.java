package org.coherer.examples;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * A small convolutional network for square grey images, after LeNet: a convolution in strides of
 * two, a second one with pooling, then one hidden layer. The stride replaces a first pooling at a
 * quarter of its cost.
 *
 * @param side the height and width of an image in pixels
 * @param classes the number of classes
 * @param filters the filters of the first convolution; the second has twice, the hidden layer eight
 *     times as many
 * @see <a href="https://doi.org/10.1109/5.726791">LeCun et al., 1998</a>, for the architecture
 */
record ImageNetwork(int side, int classes, int filters) {

  private static final int SMALLEST_SIDE = 16;

  /** Checks the sizes. */
  ImageNetwork {
    if (side < SMALLEST_SIDE) {
      throw new IllegalArgumentException(
          "Images of %d x %d pixels are too small for two convolutions (must be at least %d x %d)"
              .formatted(side, side, SMALLEST_SIDE, SMALLEST_SIDE));
    }
    if (classes < 2) {
      throw new IllegalArgumentException(
          "Cannot classify into " + classes + " class (the labels must have at least 2)");
    }
  }

  /** Returns the network as the JSON that {@code NeuralNetworkClassifier.setNetwork} takes. */
  String json() {
    return new NeuralNetConfiguration.Builder()
        .weightInit(WeightInit.RELU)
        .activation(Activation.RELU)
        .updater(new Adam(1e-3))
        .list()
        .layer(new ConvolutionLayer.Builder(5, 5).stride(2, 2).nOut(filters).build())
        .layer(new ConvolutionLayer.Builder(3, 3).nOut(2 * filters).build())
        .layer(halve())
        .layer(new DenseLayer.Builder().nOut(8 * filters).build())
        .layer(
            new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(classes)
                .activation(Activation.SOFTMAX)
                .weightInit(WeightInit.XAVIER)
                .build())
        .setInputType(InputType.convolutionalFlat(side, side, 1))
        .build()
        .toJson();
  }

  private static SubsamplingLayer halve() {
    return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX, new int[] {2, 2})
        .stride(2, 2)
        .build();
  }
}
