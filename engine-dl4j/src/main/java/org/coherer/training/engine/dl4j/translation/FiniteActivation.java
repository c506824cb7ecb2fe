package org.coherer.training.engine.dl4j.translation;

import org.coherer.training.network.function.Curve;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An activation that a loss of DL4J's may be given where DL4J's own would make NaN of it: its
 * derivatives are finite, and probabilities end short of 0 and 1, whose logarithms and quotients
 * losses take.
 */
final class FiniteActivation extends BaseActivationFunction {

  private static final long serialVersionUID = 1L;

  /** Its quotient with a target is finite. */
  private static final double LEAST = 0x1p-120;

  /** The largest float below 1. */
  private static final double MOST = 1 - 0x1p-24;

  /** What is computed of each row; in place. */
  private interface Rows {

    void apply(double[] x);
  }

  /** Converts the gradients of one row, given its arguments; in place. */
  private interface Slopes {

    void apply(double[] x, double[] gradients);
  }

  private final transient Rows values;
  private final transient Slopes slopes;

  private FiniteActivation(Rows values, Slopes slopes) {
    this.values = values;
    this.slopes = slopes;
  }

  /** Returns one in the place of DL4J's, or DL4J's where that has no such values. */
  static IActivation of(IActivation function) {
    Curve curve = Functions.curve(function);
    if (curve != null) {
      return of(curve);
    }
    if (function.getClass() == ActivationSigmoid.class) {
      return of(new Probability());
    }
    return function.getClass() == ActivationSoftmax.class
        ? new FiniteActivation(FiniteActivation::probabilities, FiniteActivation::throughSoftmax)
        : function;
  }

  private static FiniteActivation of(Curve curve) {
    return new FiniteActivation(
        x -> {
          for (int i = 0; i < x.length; i++) {
            x[i] = curve.value(x[i]);
          }
        },
        (x, gradients) -> {
          for (int i = 0; i < x.length; i++) {
            gradients[i] *= curve.slope(x[i]);
          }
        });
  }

  private record Probability() implements Curve {

    @Override
    public double value(double x) {
      return bounded(1 / (1 + Math.exp(-x)));
    }

    @Override
    public double slope(double x) {
      return 1 / (1 + Math.exp(-x)) / (1 + Math.exp(x));
    }
  }

  private static double bounded(double probability) {
    return Math.max(LEAST, Math.min(MOST, probability));
  }

  private static void probabilities(double[] x) {
    softmax(x);
    for (int i = 0; i < x.length; i++) {
      x[i] = bounded(x[i]);
    }
  }

  private static void softmax(double[] x) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double each : x) {
      largest = Math.max(largest, each);
    }
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.exp(x[i] - largest);
      sum += x[i];
    }
    for (int i = 0; i < x.length; i++) {
      x[i] /= sum;
    }
  }

  private static void throughSoftmax(double[] x, double[] gradients) {
    softmax(x);
    double mean = 0;
    for (int i = 0; i < x.length; i++) {
      mean += x[i] * gradients[i];
    }
    for (int i = 0; i < x.length; i++) {
      gradients[i] = x[i] * (gradients[i] - mean);
    }
  }

  @Override
  public INDArray getActivation(INDArray in, boolean training) {
    double[][] rows = in.toDoubleMatrix();
    for (double[] row : rows) {
      values.apply(row);
    }
    return Nd4j.createFromArray(rows).castTo(in.dataType());
  }

  @Override
  public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
    double[][] rows = in.toDoubleMatrix();
    double[][] gradients = epsilon.toDoubleMatrix();
    for (int i = 0; i < rows.length; i++) {
      slopes.apply(rows[i], gradients[i]);
    }
    return new Pair<>(Nd4j.createFromArray(gradients).castTo(in.dataType()), null);
  }
}
