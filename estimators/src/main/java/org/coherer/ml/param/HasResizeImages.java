package org.coherer.ml.param;

import org.apache.spark.ml.param.BooleanParam;

/**
 * Whether images of Spark's data source whose height or width is not the network's are resized, in
 * fit, evaluate and transform alike; else they are refused. Bilinear, with all pixels counting
 * where an image gets smaller, as Pillow's BILINEAR with one or three channels; each channel by
 * itself. Columns of bytes, arrays or vectors have no sizes of their own and stay as they are.
 * Default false.
 *
 * @param <S> the type of the stage
 */
public interface HasResizeImages<S> extends Fluent<S> {

  /** Returns the Param. */
  default BooleanParam resizeImages() {
    return new BooleanParam(
        this,
        "resizeImages",
        "whether images of Spark's data source are resized to the height and width that the network"
            + " takes, rather than refused");
  }

  /** Returns the value. */
  default boolean getResizeImages() {
    return (boolean) $(resizeImages());
  }

  /** Sets whether images are resized to the height and width of the network. Default false. */
  default S setResizeImages(boolean value) {
    return Setter.set(this, resizeImages(), value);
  }
}
