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
 */
public record ImageAugmentation(List<Augmentation> steps, ImageShape image, int at)
    implements Serializable {

  /** Rows as they are. */
  public static final ImageAugmentation NONE = new ImageAugmentation(List.of(), null, 0);

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

  /** Returns whether rows stay as they are. */
  public boolean isNone() {
    return steps.isEmpty();
  }

  /** Returns whether rows are blended with others of their batch. */
  public boolean mixes() {
    return !isNone() && steps.get(steps.size() - 1) instanceof Mixup;
  }
}
