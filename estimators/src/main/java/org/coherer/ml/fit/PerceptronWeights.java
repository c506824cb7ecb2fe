package org.coherer.ml.fit;

import org.apache.spark.ml.linalg.Vector;
import org.coherer.connector.column.InvalidParamException;
import org.coherer.training.vector.FlatVector;

/**
 * The parameters of a multilayer perceptron in two orders.
 *
 * <p>Both go layer by layer, and in each from weights to biases. Spark's
 * MultilayerPerceptronClassifier has the weights of one input side by side; a network here those of
 * one output.
 */
final class PerceptronWeights {

  private PerceptronWeights() {}

  /**
   * Returns the parameters of a network.
   *
   * @param layers the sizes from input to output
   * @param weights in the order of Spark's classifier
   * @throws IllegalArgumentException if there are more or fewer than the layers have, or one is not
   *     finite
   */
  static FlatVector toParameters(int[] layers, Vector weights) {
    long expected = 0;
    for (int i = 1; i < layers.length; i++) {
      expected += (layers[i - 1] + 1L) * layers[i];
    }
    if (weights.size() != expected) {
      throw new InvalidParamException(
          "Invalid initialWeights of "
              + weights.size()
              + " values (must be "
              + expected
              + ", as many as the layers have)",
          "initialWeights");
    }
    float[] parameters = new float[weights.size()];
    int from = 0;
    for (int i = 1; i < layers.length; i++) {
      int inputs = layers[i - 1];
      int outputs = layers[i];
      for (int in = 0; in < inputs; in++) {
        for (int out = 0; out < outputs; out++) {
          parameters[from + out * inputs + in] = finite(weights, from + in * outputs + out);
        }
      }
      from += inputs * outputs;
      for (int out = 0; out < outputs; out++, from++) {
        parameters[from] = finite(weights, from);
      }
    }
    return FlatVector.of(parameters);
  }

  private static float finite(Vector weights, int index) {
    float value = (float) weights.apply(index);
    if (!Float.isFinite(value)) {
      throw new InvalidParamException(
          "Invalid value "
              + weights.apply(index)
              + " at index "
              + index
              + " of initialWeights (must be a finite 32-bit number)",
          "initialWeights");
    }
    return value;
  }
}
