package org.coherer.training.augmentation;

import java.util.List;
import org.coherer.training.encoding.Scaling;
import org.coherer.training.encoding.TargetEncoding;
import org.coherer.training.engine.Batch;

/**
 * Varies the rows of batches, and then encodes their features. What becomes of a row depends on the
 * seed, the epoch and the row's place in it alone; with mixup also on which rows are in its batch.
 * Used by one thread; what it needs for a row is reused.
 */
public final class Augmenter {

  private final List<Augmentation> steps;
  private final boolean mixes;
  private final boolean bytes;
  private final Scaling encoding;
  private final TargetEncoding[] targets;
  private final boolean reconstructs;
  private final Draws draws;
  private final float[] row;
  private final Pixels pixels;
  private final Blend blend;

  /**
   * Creates an augmenter.
   *
   * @param plan what is done with each row
   * @param seed all random numbers depend on it
   * @param encoding what becomes of features behind that
   * @param target the targets, of which those that are the features follow them
   * @param featureLength the features of a row
   */
  public Augmenter(
      ImageAugmentation plan,
      long seed,
      Scaling encoding,
      TargetEncoding target,
      int featureLength) {
    this.mixes = plan.mixes();
    this.steps = mixes ? plan.steps().subList(0, plan.steps().size() - 1) : plan.steps();
    this.bytes = plan.bytes();
    this.encoding = encoding;
    this.targets = target.parts().toArray(new TargetEncoding[0]);
    this.reconstructs = target.parts().stream().anyMatch(TargetEncoding.Inputs.class::isInstance);
    this.draws = new Draws(seed);
    this.row = new float[featureLength];
    this.pixels = new Pixels(plan.image(), row, plan.at());
    this.blend =
        mixes
            ? new Blend(
                ((Mixup) plan.steps().get(plan.steps().size() - 1)).alpha(),
                draws,
                featureLength,
                target.length())
            : null;
  }

  /**
   * Varies the rows of a batch.
   *
   * @param batch has features as they are in records, and encoded targets
   * @param epoch counted from 1
   * @param first how many rows of the epoch come before those of the batch
   */
  public void apply(Batch batch, int epoch, long first) {
    for (int i = 0; i < batch.rows(); i++) {
      batch.features().get(i * row.length, row);
      for (int step = 0; step < steps.size(); step++) {
        draws.begin(epoch, first + i, step);
        vary(steps.get(step));
      }
      if (!encoding.isIdentity()) {
        encoding.apply(row, 0, row.length);
      }
      batch.features().put(i * row.length, row);
    }
    if (mixes) {
      blend.apply(batch, epoch, first, steps.size());
    }
    if (reconstructs) {
      copyToTargets(batch);
    }
  }

  private void vary(Augmentation step) {
    if (step instanceof RandomFlip flip) {
      flip(flip);
    } else if (step instanceof RandomCrop crop) {
      int down = draws.below(2 * crop.padding() + 1) - crop.padding();
      int right = draws.below(2 * crop.padding() + 1) - crop.padding();
      pixels.shift(down, right, (float) crop.fill());
    } else if (step instanceof RandomRotation rotation) {
      pixels.rotate(draws.around(rotation.degrees()), (float) rotation.fill());
    } else if (step instanceof ColorJitter jitter) {
      color(jitter);
    } else if (step instanceof Cutout cutout) {
      int y = draws.below(pixels.height());
      int x = draws.below(pixels.width());
      pixels.cover(y, x, cutout.size(), (float) cutout.fill());
    } else {
      throw new IllegalStateException("No arithmetic for the augmentation " + step.text());
    }
  }

  private void flip(RandomFlip flip) {
    if (draws.uniform() >= flip.probability()) {
      return;
    }
    if (flip.vertical()) {
      pixels.flipVertically();
    } else {
      pixels.flipHorizontally();
    }
  }

  private void color(ColorJitter jitter) {
    if (jitter.brightness() > 0) {
      pixels.brighten((float) (1 + draws.around(jitter.brightness())));
      limit();
    }
    if (jitter.contrast() > 0) {
      pixels.contrast((float) (1 + draws.around(jitter.contrast())));
      limit();
    }
    if (jitter.saturation() > 0) {
      pixels.saturate((float) (1 + draws.around(jitter.saturation())));
      limit();
    }
  }

  private void limit() {
    if (bytes) {
      pixels.limit(0, ImageAugmentation.MOST_BYTE);
    }
  }

  /** An autoencoder has to give what it got, blended like that. */
  private void copyToTargets(Batch batch) {
    for (int i = 0; i < batch.rows(); i++) {
      batch.features().get(i * row.length, row);
      int at = i * batch.targetLength();
      for (TargetEncoding target : targets) {
        if (target instanceof TargetEncoding.Inputs) {
          batch.targets().put(at, row, 0, row.length);
        }
        at += target.length();
      }
    }
  }
}
