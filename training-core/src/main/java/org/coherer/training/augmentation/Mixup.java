package org.coherer.training.augmentation;

import org.coherer.training.engine.ImageShape;

/**
 * Blends every row with the one before it in its batch, the first with the last: {@code share * row
 * + (1 - share) * other}, features and weights alike, and targets by what each of the two rows
 * brings of the weight: by the same shares where both weigh as much. The share of each row is drawn
 * from a symmetric beta distribution. Rows of weight 0 are not blended with any. A class becomes
 * the probabilities of two; numbers become those between them.
 *
 * @param alpha both parameters of the distribution, above 0 and at most 100: small ones leave most
 *     rows nearly as they are, 1 draws all shares equally likely
 * @see <a href="https://arxiv.org/abs/1710.09412">Zhang et al., 2018</a>
 */
public record Mixup(double alpha) implements Augmentation {

  private static final double MOST_ALPHA = 100;

  /** Checks the parameter. */
  public Mixup {
    Checks.above("alpha of mixup", alpha, 0, MOST_ALPHA);
  }

  @Override
  public void checkFits(ImageShape image) {
    // It does not look at pixels.
  }
}
