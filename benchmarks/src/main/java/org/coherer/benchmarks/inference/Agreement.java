package org.coherer.benchmarks.inference;

import java.util.List;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.linalg.Vector;
import org.coherer.benchmarks.networks.SampleNetwork;
import org.coherer.training.vector.FlatVector;

/**
 * Compares what a replica predicts with what a peer does that has the same parameters. All these
 * are set to something first, so that none of them, biases among them, can be missed at zero.
 */
final class Agreement {

  /** The most that a probability may differ by. */
  static final double TOLERANCE = 1e-5;

  private static final int ROWS = 64;
  private static final float SHIFT = 0.02f;
  private static final int PRIME = 101;

  private Agreement() {}

  /** Returns the largest difference from DL4J's outputs. */
  static double withPlain(SampleNetwork model) {
    try (ReplicaPredictor ours = ReplicaPredictor.of(model, ROWS);
        PlainPredictor plain = new PlainPredictor(model, ROWS)) {
      ours.parameters().pull();
      FlatVector parameters = ours.parameters().host();
      for (long i = 0; i < parameters.length(); i++) {
        parameters.set(i, parameters.get(i) + shift(i));
      }
      ours.parameters().push();
      plain.parameters(parameters.toArray());
      ours.predict();
      plain.predict();
      return largestDifference(ours.outputs(), plain.outputs());
    }
  }

  private static float shift(long index) {
    return SHIFT * (index * 31 % PRIME / (float) PRIME - 0.5f);
  }

  /** Returns the largest difference from MLlib's probabilities, with MLlib's weights. */
  static double withMllib(SampleNetwork model, MultilayerPerceptronClassificationModel mllib) {
    try (ReplicaPredictor ours = ReplicaPredictor.ofSigmoid(model, ROWS)) {
      float[] parameters = translated(mllib.weights().toArray(), model.perceptron().orElseThrow());
      ours.parameters().host().copyFrom(FlatVector.of(parameters));
      ours.parameters().push();
      ours.predict();
      return largestDifference(ours.outputs(), probabilities(model, mllib));
    }
  }

  private static float[] probabilities(
      SampleNetwork model, MultilayerPerceptronClassificationModel mllib) {
    List<Vector> rows = LocalSpark.vectors(model, ROWS);
    float[] values = new float[ROWS * model.classes()];
    for (int row = 0; row < ROWS; row++) {
      Vector probabilities = mllib.predictProbability(rows.get(row));
      for (int i = 0; i < model.classes(); i++) {
        values[row * model.classes() + i] = (float) probabilities.apply(i);
      }
    }
    return values;
  }

  /**
   * Returns MLlib's weights in DL4J's order. Both go layer by layer, weights before biases; MLlib
   * has the weights of an input side by side, DL4J those of an output.
   */
  static float[] translated(double[] weights, int... sizes) {
    float[] parameters = new float[weights.length];
    int start = 0;
    for (int layer = 1; layer < sizes.length; layer++) {
      int in = sizes[layer - 1];
      int out = sizes[layer];
      for (int i = 0; i < in * out; i++) {
        parameters[start + i] = (float) weights[start + i % in * out + i / in];
      }
      start += in * out;
      for (int i = 0; i < out; i++) {
        parameters[start + i] = (float) weights[start + i];
      }
      start += out;
    }
    return parameters;
  }

  private static double largestDifference(float[] ours, float[] theirs) {
    if (ours.length != theirs.length) {
      throw new IllegalStateException(
          "Outputs of %d and %d numbers".formatted(ours.length, theirs.length));
    }
    double largest = 0;
    for (int i = 0; i < ours.length; i++) {
      double difference = Math.abs(ours[i] - theirs[i]);
      largest = difference <= largest ? largest : difference; // A NaN stays, too.
    }
    return largest;
  }
}
