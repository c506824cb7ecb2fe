package org.coherer.ml.param;

import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.Param;

/**
 * The parameters to start from, in the order of Spark's MultilayerPerceptronClassifier: layer by
 * layer a matrix of outputs x inputs, column-major, then as many biases as outputs. Needs layers.
 * By default they are drawn from the seed.
 *
 * @param <S> the type of the stage
 */
public interface HasInitialWeights<S> extends Fluent<S> {

  /** Returns the Param. */
  default Param<Vector> initialWeights() {
    return new Param<>(
        this,
        "initialWeights",
        "parameters to start from, in the order of Spark's MultilayerPerceptronClassifier; needs layers");
  }

  /** Returns the value. */
  default Vector getInitialWeights() {
    return $(initialWeights());
  }

  /** Sets the parameters to start from, in the order of Spark's MultilayerPerceptronClassifier. */
  default S setInitialWeights(Vector value) {
    return with(initialWeights(), value);
  }
}
