package org.coherer.training.engine.dl4j.extension;

import java.util.Arrays;
import java.util.Objects;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Draws a matrix whose rows, or columns if it has more of them, are orthogonal and of one length:
 * normal numbers, made orthogonal one row after the other. DL4J's OrthogonalDistribution does not
 * come to an end for matrices that are larger than a few numbers.
 *
 * @see <a href="https://arxiv.org/abs/1312.6120">Saxe, McClelland and Ganguli, 2013</a>, for the
 *     start of deep networks
 */
public final class OrthogonalStart implements IWeightInit {

  private static final long serialVersionUID = 1L;

  /** Once is not enough for what is left of rows that are nearly alike. */
  private static final int PASSES = 2;

  private final double gain;

  /**
   * Creates the initializer.
   *
   * @param gain the length of the rows
   */
  @JsonCreator
  public OrthogonalStart(@JsonProperty("gain") double gain) {
    this.gain = gain;
  }

  /** Returns the length of the rows. */
  @JsonProperty("gain")
  public double gain() {
    return gain;
  }

  @Override
  public INDArray init(double fanIn, double fanOut, long[] shape, char order, INDArray parameters) {
    if (shape.length != 2) {
      throw new IllegalArgumentException(
          "Cannot draw orthogonal weights of shape "
              + Arrays.toString(shape)
              + " (must be a matrix)");
    }
    int rows = Math.toIntExact(shape[0]);
    int columns = Math.toIntExact(shape[1]);
    double[][] vectors = drawn(Math.min(rows, columns), Math.max(rows, columns));
    float[] values = new float[Math.multiplyExact(rows, columns)];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        double value = rows <= columns ? vectors[row][column] : vectors[column][row];
        values[row * columns + column] = (float) (gain * value);
      }
    }
    INDArray view = parameters.reshape(order, shape);
    try (INDArray matrix = Nd4j.create(values, shape, 'c')) {
      view.assign(matrix);
    }
    return view;
  }

  /** Draws orthogonal vectors of length 1. */
  private static double[][] drawn(int count, int length) {
    double[][] vectors = new double[count][];
    for (int i = 0; i < count; i++) {
      try (INDArray normal = Nd4j.randn(DataType.FLOAT, 1, length)) {
        vectors[i] = normal.dup().data().asDouble();
      }
      for (int pass = 0; pass < PASSES; pass++) {
        for (int j = 0; j < i; j++) {
          subtract(vectors[i], vectors[j]);
        }
        scale(vectors[i]);
      }
    }
    return vectors;
  }

  /** Takes from a vector what it has of another one of length 1. */
  private static void subtract(double[] from, double[] other) {
    double share = 0;
    for (int i = 0; i < from.length; i++) {
      share += from[i] * other[i];
    }
    for (int i = 0; i < from.length; i++) {
      from[i] -= share * other[i];
    }
  }

  private static void scale(double[] vector) {
    double squares = 0;
    for (double value : vector) {
      squares += value * value;
    }
    double factor = 1 / Math.sqrt(squares);
    for (int i = 0; i < vector.length; i++) {
      vector[i] *= factor;
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OrthogonalStart that && Double.compare(gain, that.gain) == 0;
  }

  @Override
  public int hashCode() {
    return Objects.hash(gain);
  }
}
