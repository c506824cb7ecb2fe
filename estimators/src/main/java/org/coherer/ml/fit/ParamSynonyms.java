package org.coherer.ml.fit;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.coherer.connector.column.InvalidParamException;
import org.coherer.ml.param.PerceptronParams;
import org.coherer.ml.param.TrainingParams;

/** Reads Params that have two names, ours and that of Spark's own estimators. */
final class ParamSynonyms {

  private ParamSynonyms() {}

  /**
   * Returns the rows per worker and step.
   *
   * @throws IllegalArgumentException if both names are set
   */
  static int batchSize(TrainingParams<?> params) {
    if (params instanceof PerceptronParams<?> perceptron
        && isSet(params, params.batchSize(), perceptron.blockSize())) {
      return perceptron.getBlockSize();
    }
    return params.getBatchSize();
  }

  /**
   * Returns the learning rate, or {@code null} if the network's own holds.
   *
   * @throws IllegalArgumentException if both names are set
   */
  static Double learningRate(TrainingParams<?> params) {
    if (params instanceof PerceptronParams<?> perceptron
        && isSet(params, params.learningRate(), perceptron.stepSize())) {
      return perceptron.getStepSize();
    }
    return params.isSet(params.learningRate()) ? params.getLearningRate() : null;
  }

  /** Returns whether the other name is set. */
  private static boolean isSet(Params params, Param<?> ours, Param<?> other) {
    if (params.isSet(ours) && params.isSet(other)) {
      throw new InvalidParamException(
          "Both "
              + ours.name()
              + " and "
              + other.name()
              + " are set (they are two names of one thing; clear one of them)",
          ours.name(),
          other.name());
    }
    return params.isSet(other);
  }
}
