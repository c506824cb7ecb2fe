package org.coherer.ml.param;

import org.apache.spark.ml.param.IntArrayParam;

/**
 * The shape of the feature tensor, in the order of the network's input: channels, height and width,
 * or height, width and channels for a network from Keras. Its size is the number of values that the
 * network takes. Images must match the shape; other features only its size.
 *
 * <p>A network of DL4J that was built with {@code InputType.convolutional} or {@code recurrent} has
 * forgotten its sizes, and gets them from here: channels, height and width, a row has the image
 * channel by channel; or steps and values per step, a row has step after step.
 *
 * @param <S> the type of the stage
 */
public interface HasFeatureShape<S> extends Fluent<S> {

  /** Returns the Param. */
  default IntArrayParam featureShape() {
    return new IntArrayParam(
        this,
        "featureShape",
        "shape of the feature tensor, such as channels, height, width, or steps, values; images must"
            + " match it");
  }

  /** Returns the value. */
  default int[] getFeatureShape() {
    return $(featureShape());
  }

  /** Sets the shape of the feature tensor, such as channels, height and width. */
  default S setFeatureShape(int... value) {
    return Setter.set(this, featureShape(), value);
  }
}
