package org.coherer.testkit.staged;

import java.util.function.IntConsumer;
import org.coherer.training.vector.Chunk;
import org.coherer.training.vector.FlatVector;

/** Forward and backward passes through dense layers. Sums are in double precision. */
final class Passes {

  private final StagedNetwork network;
  private final FlatVector parameters;

  /** The inputs, then what each layer gives, row by row. */
  private final float[][] values;

  /** What each hidden layer makes that of: its sums, row by row. */
  private final float[][] sums;

  /** The derivatives of the loss by the sums of the first layer, of the last backward pass. */
  private float[] slopesOfFirst;

  /** The parameters of each layer. */
  private final float[][] layers;

  Passes(StagedNetwork network, FlatVector parameters) {
    this.network = network;
    this.parameters = parameters;
    this.values = new float[network.sizes().size()][0];
    this.sums = new float[network.sizes().size()][0];
    this.layers = new float[network.layers()][];
    for (int layer = 0; layer < network.layers(); layer++) {
      layers[layer] = new float[Math.toIntExact(network.place(layer).length())];
    }
  }

  /** Returns where the inputs of so many rows go. */
  float[] inputs(int rows) {
    for (int i = 0; i < values.length; i++) {
      int length = rows * network.sizes().get(i);
      values[i] = values[i].length < length ? new float[length] : values[i];
      sums[i] = sums[i].length < length ? new float[length] : sums[i];
    }
    return values[0];
  }

  /** Computes the sums of the last layer, before its own function, and returns them. */
  float[] forward(int rows) {
    for (int layer = 0; layer < layers.length; layer++) {
      float[] learned = layers[layer];
      parameters.get(network.place(layer).offset(), learned, learned.length);
      forward(layer, rows, layer + 1 < layers.length);
    }
    return values[layers.length];
  }

  private void forward(int layer, int rows, boolean hidden) {
    int in = network.sizes().get(layer);
    int out = network.sizes().get(layer + 1);
    float[] learned = layers[layer];
    for (int row = 0; row < rows; row++) {
      for (int unit = 0; unit < out; unit++) {
        double sum = learned[in * out + unit];
        for (int i = 0; i < in; i++) {
          sum += (double) learned[unit * in + i] * values[layer][row * in + i];
        }
        sums[layer + 1][row * out + unit] = (float) sum;
        values[layer + 1][row * out + unit] = (float) (hidden ? network.hidden().of(sum) : sum);
      }
    }
  }

  /**
   * Computes the gradients of all parameters, from the last layer to the first.
   *
   * @param slopes the derivatives of the loss by the sums of the last layer
   * @param finished receives each layer once its gradients are final
   */
  void backward(float[] slopes, int rows, FlatVector gradients, IntConsumer finished) {
    float[] above = slopes;
    for (int layer = layers.length - 1; layer >= 0; layer--) {
      Chunk place = network.place(layer);
      gradients.put(place.offset(), gradient(layer, above, rows), (int) place.length());
      finished.accept(layer);
      above = layer == 0 ? above : slopesBelow(layer, above, rows);
    }
    slopesOfFirst = above;
  }

  /**
   * Returns the derivatives of the loss by the last inputs of each row, of the last backward pass.
   */
  float[] slopesOfInputs(int rows, int count) {
    int in = network.sizes().get(0);
    float[] found = new float[rows * count];
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < count; i++) {
        found[row * count + i] = (float) slopeBelow(0, slopesOfFirst, row, in - count + i);
      }
    }
    return found;
  }

  private float[] gradient(int layer, float[] above, int rows) {
    int in = network.sizes().get(layer);
    int out = network.sizes().get(layer + 1);
    double[] sums = new double[layers[layer].length];
    for (int row = 0; row < rows; row++) {
      for (int unit = 0; unit < out; unit++) {
        double slope = above[row * out + unit];
        for (int i = 0; i < in; i++) {
          sums[unit * in + i] += slope * values[layer][row * in + i];
        }
        sums[in * out + unit] += slope;
      }
    }
    float[] gradient = new float[sums.length];
    for (int i = 0; i < sums.length; i++) {
      gradient[i] = (float) sums[i];
    }
    return gradient;
  }

  /** Returns the derivatives of the loss by the sums of the layer before. */
  private float[] slopesBelow(int layer, float[] above, int rows) {
    int in = network.sizes().get(layer);
    float[] below = new float[rows * in];
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < in; i++) {
        int at = row * in + i;
        double slope = slopeBelow(layer, above, row, i);
        below[at] = (float) (slope * network.hidden().slope(sums[layer][at]));
      }
    }
    return below;
  }

  /** Returns the derivative of the loss by what a layer takes as its i-th number of a row. */
  private double slopeBelow(int layer, float[] above, int row, int i) {
    int in = network.sizes().get(layer);
    int out = network.sizes().get(layer + 1);
    double sum = 0;
    for (int unit = 0; unit < out; unit++) {
      sum += (double) above[row * out + unit] * layers[layer][unit * in + i];
    }
    return sum;
  }
}
