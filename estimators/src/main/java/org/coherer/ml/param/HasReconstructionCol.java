package org.coherer.ml.param;

import org.apache.spark.ml.param.Param;

/**
 * The output column for the reconstruction of the features, a vector in their units; empty for
 * none. Default reconstruction.
 *
 * @param <S> the type of the stage
 */
public interface HasReconstructionCol<S> extends Fluent<S> {

  /** Returns the Param. */
  default Param<String> reconstructionCol() {
    return new Param<>(
        this,
        "reconstructionCol",
        "name of the output column for the reconstruction of the features; empty for none");
  }

  /** Returns the value. */
  default String getReconstructionCol() {
    return $(reconstructionCol());
  }

  /** Sets the output column for the reconstruction; empty for none. Default reconstruction. */
  default S setReconstructionCol(String value) {
    return Setter.set(this, reconstructionCol(), value);
  }
}
