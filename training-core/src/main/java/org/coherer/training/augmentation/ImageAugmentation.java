package org.coherer.training.augmentation;

import java.io.Serializable;
import java.util.List;
import org.coherer.training.engine.ImageShape;

/**
 * How the training rows of a run are varied.
 *
 * @param steps what is done with every row, in this order; empty for nothing
 * @param image the image in a row; {@code null} if there are no steps
 * @param at where in a row the image begins
 * @param bytes whether the column of the image is of bytes, whose values stay from 0 to 255,
 *     whatever the record has them as
 */
public record ImageAugmentation(List<Augmentation> steps, ImageShape image, int at, boolean bytes)
    implements Serializable {

  /** What no byte exceeds. */
  static final float MOST_BYTE = 255;

  /** Rows as they are. */
  public static final ImageAugmentation NONE = new ImageAugmentation(List.of(), null, 0, false);

  /**
   * Copies the list, and checks that the steps fit the image and each other.
   *
   * @throws IllegalArgumentException if not. The message says which step does not
   */
  public ImageAugmentation {
    steps = List.copyOf(steps);
    if (!steps.isEmpty() && image == null) {
      throw new IllegalArgumentException(
          "Invalid augmentation " + steps.get(0).text() + " (must be of images)");
    }
    for (int i = 0; i < steps.size(); i++) {
      steps.get(i).checkFits(image);
      if (bytes) {
        checkFill(steps.get(i));
      }
      if (steps.get(i) instanceof Mixup && i < steps.size() - 1) {
        throw new IllegalArgumentException(
            "Invalid augmentation "
                + steps.get(i).text()
                + " before "
                + steps.get(i + 1).text()
                + " (mixup must come once, behind all others)");
      }
    }
  }

  private static void checkFill(Augmentation step) {
    if (step instanceof RandomCrop crop) {
      checkFill("fill of a random crop", crop.fill());
    } else if (step instanceof RandomRotation rotation) {
      checkFill("fill of a random rotation", rotation.fill());
    } else if (step instanceof Cutout cutout) {
      checkFill("fill of a cutout", cutout.fill());
    }
  }

  private static void checkFill(String what, double fill) {
    if (!(fill >= 0 && fill <= MOST_BYTE)) {
      throw Checks.invalid(
          what, fill, "must be from 0 to 255 for images of bytes, before inputScale is applied");
    }
  }

  /** Returns whether rows stay as they are. */
  public boolean isNone() {
    return steps.isEmpty();
  }

  /** Returns whether rows are blended with others of their batch. */
  public boolean mixes() {
    return !isNone() && steps.get(steps.size() - 1) instanceof Mixup;
  }
}
