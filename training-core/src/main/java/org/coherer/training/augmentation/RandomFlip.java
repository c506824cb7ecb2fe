package org.coherer.training.augmentation;

import org.coherer.training.engine.ImageShape;

/**
 * Mirrors a part of the images.
 *
 * @param vertical whether top and bottom change places, rather than left and right
 * @param probability which part of the images, above 0 and at most 1
 */
public record RandomFlip(boolean vertical, double probability) implements Augmentation {

  static final double USUAL_PROBABILITY = 0.5;

  /** Checks the probability. */
  public RandomFlip {
    Checks.above("probability of a random flip", probability, 0, 1);
  }

  @Override
  public void checkFits(ImageShape image) {
    // Any image has a mirror image.
  }
}
