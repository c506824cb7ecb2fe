package org.coherer.training.augmentation;

import org.coherer.training.engine.Batch;

/** Blends the rows of a batch, each with the one before it, and the first with the last. */
final class Blend {

  /** One row. */
  private static final class Row {

    private final float[] features;
    private final float[] targets;
    private float weight;

    Row(int featureLength, int targetLength) {
      features = new float[featureLength];
      targets = new float[targetLength];
    }

    void get(Batch batch, int index) {
      batch.features().get(index * features.length, features);
      batch.targets().get(index * targets.length, targets);
      weight = batch.weights().get(index);
    }

    void put(Batch batch, int index) {
      batch.features().put(index * features.length, features);
      batch.targets().put(index * targets.length, targets);
      batch.weights().put(index, weight);
    }
  }

  private final double alpha;
  private final Draws draws;
  private final Row last;
  private Row row;
  private Row other;

  Blend(double alpha, Draws draws, int featureLength, int targetLength) {
    this.alpha = alpha;
    this.draws = draws;
    last = new Row(featureLength, targetLength);
    row = new Row(featureLength, targetLength);
    other = new Row(featureLength, targetLength);
  }

  /** Blends the rows; the last of them first, so that the one before it is still as it was. */
  void apply(Batch batch, int epoch, long first, int step) {
    int rows = batch.rows();
    if (rows < 2) {
      return;
    }
    last.get(batch, rows - 1);
    row.get(batch, rows - 1);
    for (int i = rows - 1; i >= 0; i--) {
      if (i > 0) {
        other.get(batch, i - 1);
      }
      Row with = i > 0 ? other : last;
      if (row.weight != 0 && with.weight != 0) {
        draws.begin(epoch, first + i, step);
        blend(row, with, (float) draws.beta(alpha));
        row.put(batch, i);
      }
      Row next = other;
      other = row;
      row = next;
    }
  }

  /**
   * Of the blend's weight, each target gets what its row brought along: what a class weighs in the
   * loss does not depend on which others it is blended with.
   */
  private static void blend(Row row, Row with, float share) {
    blend(row.features, with.features, share);
    float targetShare = share;
    if (row.weight != with.weight) { // Else rounding would make 1 a little less.
      double own = (double) share * row.weight;
      double both = own + (1 - (double) share) * with.weight;
      row.weight = (float) both;
      targetShare = (float) (own / both);
    }
    blend(row.targets, with.targets, targetShare);
  }

  private static void blend(float[] row, float[] with, float share) {
    float rest = 1 - share;
    for (int i = 0; i < row.length; i++) {
      row[i] = share * row[i] + rest * with[i];
    }
  }
}
