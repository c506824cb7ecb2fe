package org.coherer.ml.param;

import java.util.Arrays;
import org.apache.spark.ml.param.StringArrayParam;
import org.coherer.training.augmentation.Augmentation;
import org.coherer.training.augmentation.AugmentationText;

/**
 * How the images of the training set are varied, differently in each epoch. Rows that validate,
 * evaluate or score are never varied.
 *
 * @param <S> the type of the stage
 */
public interface HasAugmentation<S> extends Fluent<S> {

  /** Returns the Param. */
  default StringArrayParam augmentation() {
    return new StringArrayParam(
        this,
        "augmentation",
        "how the images of the training set are varied, in this order, such as"
            + " randomHorizontalFlip, randomCrop(padding=4); see docs/images.md for all of them");
  }

  /** Returns the value. */
  default String[] getAugmentation() {
    return $(augmentation());
  }

  /**
   * Sets how images are varied, as texts.
   *
   * @see AugmentationText
   */
  default S setAugmentation(String... value) {
    return Setter.set(this, augmentation(), value);
  }

  /** Sets how images are varied, in this order. */
  default S setAugmentation(Augmentation... value) {
    return setAugmentation(Arrays.stream(value).map(AugmentationText::of).toArray(String[]::new));
  }
}
