package org.coherer.ml.param;

import org.apache.spark.ml.param.IntArrayParam;

/**
 * The sizes of a row's tensor, such as channels, height and width: as many values as the network
 * takes. Images must have just these; of other features only the number of values counts.
 *
 * @param <S> the type of the stage
 */
public interface HasFeatureShape<S> extends Fluent<S> {

  /** Returns the Param. */
  default IntArrayParam featureShape() {
    return new IntArrayParam(
        this,
        "featureShape",
        "sizes of the tensor of a row, such as channels, height, width; images must have just these");
  }

  /** Returns the value. */
  default int[] getFeatureShape() {
    return $(featureShape());
  }

  /** Sets the sizes of the tensor of a row, such as channels, height and width. */
  default S setFeatureShape(int... value) {
    return with(featureShape(), value);
  }
}
