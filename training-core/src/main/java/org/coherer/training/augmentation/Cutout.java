package org.coherer.training.augmentation;

import org.coherer.training.engine.ImageShape;

/**
 * Covers a square of an image. Its center is any pixel of the image, so a part of the square may
 * lie outside.
 *
 * @param size its pixels in a row, at least 1, at most those of the longer side of the image
 * @param fill the value that its pixels get, in the unit of the column
 * @see <a href="https://arxiv.org/abs/1708.04552">DeVries and Taylor, 2017</a>
 */
public record Cutout(int size, double fill) implements Augmentation {

  private static final int MOST_SIZE = 1 << 20;

  /** Checks the numbers. */
  public Cutout {
    Checks.within("size of a cutout", size, 1, MOST_SIZE);
    Checks.finite("fill of a cutout", fill);
  }

  @Override
  public void checkFits(ImageShape image) {
    if (size > Math.max(image.height(), image.width())) {
      throw Checks.invalid(
          "size of a cutout",
          size,
          "must be at most the longer side of the images, "
              + image.height()
              + " x "
              + image.width());
    }
  }
}
