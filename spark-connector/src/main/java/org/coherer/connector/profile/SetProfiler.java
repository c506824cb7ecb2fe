package org.coherer.connector.profile;

import java.util.Arrays;
import org.coherer.connector.row.Features;

/**
 * Learns from the rows of the training set, or of the validation set, of one partition. Ids, which
 * are behind the features, are not looked at.
 */
public final class SetProfiler {

  private final MomentsBuilder features;
  private final MomentsBuilder targets;
  private final TableProfiler table;
  private final RowSampler sampler;
  private final boolean classes;
  private final float[] dense;
  private long[] labelRows = new long[0];
  private double[] labelWeights = new double[0];

  /**
   * Creates a profiler.
   *
   * @param featureLength the features of a row, without ids
   * @param labelLength the stored labels of a row
   */
  public SetProfiler(Profiling wanted, int featureLength, int labelLength) {
    this.features = wanted.features() ? new MomentsBuilder(featureLength) : null;
    this.targets = wanted.targets() ? new MomentsBuilder(labelLength) : null;
    this.table = wanted.table().isEmpty() ? null : new TableProfiler(wanted.table());
    this.sampler = wanted.sampled() ? new RowSampler(featureLength) : null;
    this.dense = new float[features != null || table != null ? featureLength : 0];
    this.classes = wanted.labels() != Profiling.Labels.NONE;
  }

  /**
   * Adds a row.
   *
   * @param row its features; floats or sparse if their moments are wanted
   * @param number that of its label, if it is the label of a class
   * @param weight what it weighs in the loss
   */
  public void add(Features row, float[] labels, int number, float weight) {
    if (features != null) {
      if (row.form() == Features.Form.SPARSE && row.hasSparseFeatures()) {
        features.add(row.indices(), row.floats(), row.count(), weight);
      } else {
        features.add(floats(row), weight);
      }
    }
    if (sampler != null) {
      sampler.add(row, weight);
    }
    if (table != null) {
      table.add(floats(row), row.categories(), weight);
    }
    if (targets != null) {
      targets.add(labels, weight);
    }
    if (classes) {
      if (number >= labelRows.length) {
        labelRows = Arrays.copyOf(labelRows, Math.max(number + 1, 2 * labelRows.length));
        labelWeights = Arrays.copyOf(labelWeights, labelRows.length);
      }
      labelRows[number]++;
      labelWeights[number] += weight;
    }
  }

  /** Returns the features as floats, also where the row is sparse for its few ids. */
  private float[] floats(Features row) {
    if (row.form() == Features.Form.FLOATS) {
      return row.floats();
    }
    row.copyFirst(dense.length, dense, 0);
    return dense;
  }

  /** Returns what was learned. */
  public SetProfile build() {
    return new SetProfile(
        features == null ? null : features.build(),
        targets == null ? null : targets.build(),
        table == null ? null : table.build(),
        sampler == null ? null : sampler.build(),
        labelRows,
        labelWeights);
  }
}
