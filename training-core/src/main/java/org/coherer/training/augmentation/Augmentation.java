package org.coherer.training.augmentation;

import java.io.Serializable;
import org.coherer.training.engine.ImageShape;

/**
 * One way in which the images of a training set are varied, differently in each epoch. The methods
 * here make them, as {@code setAugmentation} of the estimators takes them.
 *
 * <p>Numbers of pixels are those of the images that the network takes. Values, such as {@code
 * fill}, have the unit of the column of images, before {@code inputScale} and standardization: 0 to
 * 255 for bytes.
 */
public sealed interface Augmentation extends Serializable
    permits RandomFlip, RandomCrop, RandomRotation, ColorJitter, Cutout, Mixup {

  /** Returns the text of this, which {@link AugmentationText#parse} reads. */
  default String text() {
    return AugmentationText.of(this);
  }

  /**
   * Checks that images of a shape can be varied so.
   *
   * @throws IllegalArgumentException if not. The message says what it needs
   */
  void checkFits(ImageShape image);

  /** Mirrors every second image, left to right. */
  static Augmentation randomHorizontalFlip() {
    return randomHorizontalFlip(RandomFlip.USUAL_PROBABILITY);
  }

  /**
   * Mirrors images, left to right.
   *
   * @param probability which part of the images, above 0 and at most 1
   */
  static Augmentation randomHorizontalFlip(double probability) {
    return new RandomFlip(false, probability);
  }

  /** Turns every second image upside down, as a mirror does. */
  static Augmentation randomVerticalFlip() {
    return randomVerticalFlip(RandomFlip.USUAL_PROBABILITY);
  }

  /**
   * Turns images upside down, as a mirror does.
   *
   * @param probability which part of the images, above 0 and at most 1
   */
  static Augmentation randomVerticalFlip(double probability) {
    return new RandomFlip(true, probability);
  }

  /**
   * Pads an image on all sides with 0 and cuts a part of the former size out, anywhere.
   *
   * @param padding pixels on each side, at least 1
   */
  static Augmentation randomCrop(int padding) {
    return randomCrop(padding, 0);
  }

  /**
   * Pads an image on all sides and cuts a part of the former size out, anywhere.
   *
   * @param padding pixels on each side, at least 1
   * @param fill the value of the pixels there
   */
  static Augmentation randomCrop(int padding, double fill) {
    return new RandomCrop(padding, fill);
  }

  /**
   * Rotates an image around its center; what comes into view is 0.
   *
   * @param degrees the most, either way, above 0 and at most 180
   */
  static Augmentation randomRotation(double degrees) {
    return randomRotation(degrees, 0);
  }

  /**
   * Rotates an image around its center.
   *
   * @param degrees the most, either way, above 0 and at most 180
   * @param fill the value of what comes into view
   */
  static Augmentation randomRotation(double degrees, double fill) {
    return new RandomRotation(degrees, fill);
  }

  /**
   * Changes brightness and contrast, by a factor each that is drawn from {@code 1 - amount} to
   * {@code 1 + amount}.
   *
   * @param brightness the amount for the brightness, from 0 to 1
   * @param contrast the amount for the contrast, from 0 to 1
   */
  static Augmentation colorJitter(double brightness, double contrast) {
    return colorJitter(brightness, contrast, 0);
  }

  /**
   * Changes brightness, contrast and saturation, by a factor each that is drawn from {@code 1 -
   * amount} to {@code 1 + amount}.
   *
   * @param brightness the amount for the brightness, from 0 to 1
   * @param contrast the amount for the contrast, from 0 to 1
   * @param saturation the amount for the saturation, from 0 to 1
   */
  static Augmentation colorJitter(double brightness, double contrast, double saturation) {
    return new ColorJitter(brightness, contrast, saturation);
  }

  /**
   * Covers a square of an image with 0.
   *
   * @param size its pixels in a row, at least 1
   */
  static Augmentation cutout(int size) {
    return cutout(size, 0);
  }

  /**
   * Covers a square of an image.
   *
   * @param size its pixels in a row, at least 1
   * @param fill the value that its pixels get
   */
  static Augmentation cutout(int size, double fill) {
    return new Cutout(size, fill);
  }

  /**
   * Blends every row with another one of its batch, features, targets and weights; behind all
   * others.
   *
   * @param alpha both parameters of the beta distribution that the shares are drawn from, above 0
   */
  static Augmentation mixup(double alpha) {
    return new Mixup(alpha);
  }
}
