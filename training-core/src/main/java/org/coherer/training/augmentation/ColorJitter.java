package org.coherer.training.augmentation;

import org.coherer.training.engine.ImageShape;

/**
 * Changes brightness, contrast and saturation, in this order, by a factor each that is drawn
 * uniformly from {@code 1 - amount} to {@code 1 + amount}. Brightness multiplies all values, so 0
 * has to be black. Contrast multiplies the distance from the mean of the image, saturation the
 * distance of a pixel's channels from their mean, which is the same whatever their order is. Bytes
 * stay from 0 to 255; other values are not limited.
 *
 * @param brightness the amount for the brightness, from 0 (no change) to 1
 * @param contrast the amount for the contrast, from 0 to 1
 * @param saturation the amount for the saturation, from 0 to 1; 0 for images with one channel
 */
public record ColorJitter(double brightness, double contrast, double saturation)
    implements Augmentation {

  /** Checks that all are from 0 to 1, and not all 0. */
  public ColorJitter {
    Checks.within("brightness of a color jitter", brightness, 0, 1);
    Checks.within("contrast of a color jitter", contrast, 0, 1);
    Checks.within("saturation of a color jitter", saturation, 0, 1);
    if (brightness == 0 && contrast == 0 && saturation == 0) {
      throw new IllegalArgumentException(
          "Invalid color jitter without brightness, contrast and saturation (must have one above"
              + " 0)");
    }
  }

  @Override
  public void checkFits(ImageShape image) {
    if (saturation > 0 && image.channels() == 1) {
      throw Checks.invalid(
          "saturation of a color jitter", saturation, "must be 0 for images with one channel");
    }
  }
}
