package org.coherer.connector.shard;

import org.coherer.connector.row.FeatureHash;
import org.coherer.connector.row.Features;
import org.coherer.training.data.Seeds;

/**
 * Selects the rows of the validation set by a hash of what they hold: the same rows in whatever
 * order and partition they come, and equal rows together.
 */
final class RowHash {

  private static final long PRIME = 0x100000001B3L;
  private static final double UNIT = 0x1p-53;

  private final long seed;
  private final double fraction;

  RowHash(ValidationSplit split) {
    this.seed = split.seed();
    this.fraction = split.fraction();
  }

  /** Decides about a row, given its features and all of its labels. */
  boolean selects(Features features, float[] labels) {
    if (fraction == 0) {
      return false;
    }
    long mixed = Seeds.mix(seed, FeatureHash.of(features), of(labels));
    return (mixed >>> 11) * UNIT < fraction;
  }

  private static long of(float[] labels) {
    long hash = 0;
    for (float label : labels) {
      hash = hash * PRIME + Float.floatToIntBits(label);
    }
    return hash;
  }
}
