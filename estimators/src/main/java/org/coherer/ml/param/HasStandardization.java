package org.coherer.ml.param;

import org.apache.spark.ml.param.BooleanParam;

/**
 * Whether every feature is standardized to the mean 0 and the standard deviation 1 over the
 * training rows, and so is every target of a regressor, whose predictions are in the original unit
 * again. Features of sparse vectors that are mostly 0 are scaled and not centred. The model does
 * the same when it scores.
 *
 * <p>If it is not set, a perceptron's vectors, arrays and columns are standardized, unless
 * inputScale, inputOffset or initialWeights is set, or augmentation varies them; bytes, images and
 * the inputs of other networks are not.
 *
 * @param <S> the type of the stage
 */
public interface HasStandardization<S>
    extends Fluent<S>, org.apache.spark.ml.param.shared.HasStandardization {

  /** Returns the Param. */
  @Override
  default BooleanParam standardization() {
    return new BooleanParam(
        this,
        "standardization",
        "whether features, and targets of a regressor, are standardized to mean 0 and standard "
            + "deviation 1; if not set, those of a perceptron are, unless they are bytes or images");
  }

  /** Returns the value. */
  @Override
  default boolean getStandardization() {
    return (boolean) $(standardization());
  }

  /** Sets whether features, and targets of a regressor, are standardized. */
  default S setStandardization(boolean value) {
    return Setter.set(this, standardization(), value);
  }

  /** Not to be called: Spark's trait would keep a Param here, and this one makes it anew. */
  @Override
  default void org$apache$spark$ml$param$shared$HasStandardization$_setter_$standardization_$eq(
      BooleanParam param) {}
}
