package org.coherer.ml.param;

import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.Params;

/**
 * The sizes of a row's tensor, such as channels, height and width: as many values as the network
 * takes. Images must have just these; of other features only the number of values counts.
 */
public interface HasFeatureShape extends Params {

  /** Returns the Param. */
  IntArrayParam featureShape();

  /** Returns the value. */
  default int[] getFeatureShape() {
    return $(featureShape());
  }

  /** Creates the Param for a stage. */
  static IntArrayParam create(Params stage) {
    return new IntArrayParam(
        stage,
        "featureShape",
        "sizes of the tensor of a row, such as channels, height, width; images must have just these");
  }
}
