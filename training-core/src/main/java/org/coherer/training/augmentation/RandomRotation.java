package org.coherer.training.augmentation;

import org.coherer.training.engine.ImageShape;

/**
 * Rotates an image around its center, by an angle that is drawn uniformly from {@code -degrees} to
 * {@code degrees}. Pixels are interpolated bilinearly between the four around them.
 *
 * @param degrees the most, either way, above 0 and at most 180
 * @param fill the value of what comes into view, in the unit of the column
 */
public record RandomRotation(double degrees, double fill) implements Augmentation {

  private static final double MOST_DEGREES = 180;

  /** Checks the numbers. */
  public RandomRotation {
    Checks.above("degrees of a random rotation", degrees, 0, MOST_DEGREES);
    Checks.finite("fill of a random rotation", fill);
  }

  @Override
  public void checkFits(ImageShape image) {
    // Any image can be rotated.
  }
}
