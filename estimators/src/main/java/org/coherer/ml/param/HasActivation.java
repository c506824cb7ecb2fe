package org.coherer.ml.param;

import org.apache.spark.ml.param.Param;

/**
 * The activation function of the hidden layers of a perceptron, which {@code layers} asks for:
 * relu, sigmoid, tanh, leakyrelu, elu, selu, gelu, swish or mish. Spark's
 * MultilayerPerceptronClassifier computes sigmoid. A network has its own activations.
 *
 * @param <S> the type of the stage
 */
public interface HasActivation<S> extends Fluent<S> {

  /** Returns the Param. */
  default Param<String> activation() {
    return new Param<>(
        this,
        "activation",
        "activation function of the hidden layers, beside layers: relu, sigmoid, tanh, leakyrelu, "
            + "elu, selu, gelu, swish, mish; sigmoid is what Spark's "
            + "MultilayerPerceptronClassifier computes");
  }

  /** Returns the value. */
  default String getActivation() {
    return $(activation());
  }

  /** Sets the activation function of the hidden layers. Excludes network. Default relu. */
  default S setActivation(String value) {
    return Setter.set(this, activation(), value);
  }
}
