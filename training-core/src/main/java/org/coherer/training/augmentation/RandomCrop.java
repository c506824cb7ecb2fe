package org.coherer.training.augmentation;

import org.coherer.training.engine.ImageShape;

/**
 * Pads an image on all sides and cuts a part of the former size out. All places are equally likely,
 * so the image moves by up to {@code padding} pixels each way.
 *
 * @param padding pixels on each side, at least 1 and fewer than the image has
 * @param fill the value of the pixels there, in the unit of the column
 */
public record RandomCrop(int padding, double fill) implements Augmentation {

  private static final int MOST_PADDING = 1 << 20;

  /** Checks the numbers. */
  public RandomCrop {
    Checks.within("padding of a random crop", padding, 1, MOST_PADDING);
    Checks.finite("fill of a random crop", fill);
  }

  @Override
  public void checkFits(ImageShape image) {
    int most = Math.min(image.height(), image.width()) - 1;
    if (padding > most) {
      throw Checks.invalid(
          "padding of a random crop",
          padding,
          "must be less than the height and the width of the images, "
              + image.height()
              + " x "
              + image.width());
    }
  }
}
