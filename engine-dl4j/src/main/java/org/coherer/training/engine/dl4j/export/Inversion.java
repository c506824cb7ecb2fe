package org.coherer.training.engine.dl4j.export;

import org.coherer.training.encoding.Rescaling;
import org.coherer.training.encoding.Scaling;
import org.coherer.training.encoding.Standardization;

/** Adds what undoes a scaling, so that predictions are in the units of the data. */
public final class Inversion {

  private Inversion() {}

  /**
   * Adds it.
   *
   * @param length how many numbers a row has
   * @throws IllegalArgumentException if the scaling has a limit
   */
  public static <T> T of(Target<T> target, T from, Scaling scaling, int length) {
    if (scaling.isIdentity()) {
      return from;
    }
    if (scaling instanceof Rescaling all) {
      return target.centred(from, Numbers.vector(all.offset()), Numbers.vector(1 / all.scale()));
    }
    Standardization each = (Standardization) scaling;
    if (each.limit() > 0) {
      throw new IllegalArgumentException(
          "Cannot export the model as "
              + target.format()
              + ": it would have to undo a scaling with the limit "
              + each.limit()
              + " (train it with standardization, without a preset)");
    }
    return target.affine(from, factors(each, length), means(each, length));
  }

  /** Returns what the numbers are multiplied by: 0 for those that were the same in all rows. */
  public static Numbers factors(Standardization scaling, int length) {
    float[] factors = new float[length];
    for (int i = 0; i < length; i++) {
      factors[i] = scaling.factor(i) == 0 ? 0 : 1 / scaling.factor(i);
    }
    return Numbers.vector(factors);
  }

  /** Returns what is added to them then. */
  public static Numbers means(Standardization scaling, int length) {
    float[] means = new float[length];
    for (int i = 0; i < length; i++) {
      means[i] = scaling.mean(i);
    }
    return Numbers.vector(means);
  }
}
