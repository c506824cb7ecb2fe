package org.coherer.ml.param;

import org.apache.spark.ml.linalg.Vector;

/**
 * The initial weights, in the order of Spark's MultilayerPerceptronClassifier: for each layer a
 * matrix of outputs x inputs, column-major, then one bias per output. Requires layers. Default:
 * random weights drawn from the seed.
 *
 * @param <S> the type of the stage
 */
public interface HasInitialWeights<S> extends Fluent<S> {

  /** Returns the Param. */
  default VectorParam initialWeights() {
    return new VectorParam(
        this,
        "initialWeights",
        "initial weights, in the order of Spark's MultilayerPerceptronClassifier; requires layers");
  }

  /** Returns the value. */
  default Vector getInitialWeights() {
    return $(initialWeights());
  }

  /** Sets the initial weights, in the order of Spark's MultilayerPerceptronClassifier. */
  default S setInitialWeights(Vector value) {
    return Setter.set(this, initialWeights(), value);
  }
}
