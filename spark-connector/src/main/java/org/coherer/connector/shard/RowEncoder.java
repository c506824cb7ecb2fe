package org.coherer.connector.shard;

import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.types.DataType;
import org.coherer.connector.column.FeatureBinding;
import org.coherer.connector.column.InvalidPolicy;
import org.coherer.connector.column.InvalidRowException;
import org.coherer.connector.column.TrainingColumns;
import org.coherer.connector.profile.PartitionProfile;
import org.coherer.connector.row.Features;
import org.coherer.connector.row.InternalReader;
import org.coherer.connector.row.RowCursor;
import org.coherer.connector.row.RowCursors;
import org.coherer.connector.row.TargetReader;
import org.coherer.connector.spark.RowLayout;
import org.coherer.training.data.RecordBlock;
import org.coherer.training.data.RecordLayout;
import scala.Tuple2;

/** Encodes the rows of one partition, one after the other. */
final class RowEncoder {

  private final ShardingPlan plan;
  private final int partition;
  private final int[] ordinals;
  private final DataType[] types;
  private final Features features;
  private final RowCursor rows;
  private final RowHash hash;
  private final TargetReader targets;
  private final float[] classWeights;
  private final int weightAt;
  private final int validationAt;
  private final SetEncoder training;
  private final SetEncoder validation;
  private boolean sparse;
  private boolean sparseFeatures;
  private long row;
  private long skipped;
  private String firstInvalid;
  private boolean failed;

  RowEncoder(
      ShardingPlan plan,
      ShardAssignment assignment,
      int partition,
      RowLayout layout,
      Iterator<InternalRow> content) {
    TrainingColumns columns = plan.columns();
    this.plan = plan;
    this.partition = partition;
    this.ordinals = layout.ordinals();
    this.types = layout.types();
    this.features = featuresOf(plan);
    this.features.countCategories();
    this.rows =
        RowCursors.open(
            layout, content, columns.inputs(), plan.inputLengths(), plan.invalid(), features);
    this.targets =
        new TargetReader(columns.targets(), plan.layout().target(), layout, columns.inputWidth());
    this.classWeights = new float[plan.classWeights().size()];
    for (int i = 0; i < classWeights.length; i++) {
      classWeights[i] = plan.classWeights().get(i).floatValue();
    }
    int width = columns.inputWidth() + columns.targetWidth();
    this.hash = new RowHash(plan.split());
    this.weightAt = columns.weight() == null ? -1 : width;
    this.validationAt = columns.validation() == null ? -1 : width + (weightAt < 0 ? 0 : 1);
    this.training = new SetEncoder(plan, assignment, partition, false);
    this.validation = new SetEncoder(plan, assignment, partition, true);
  }

  private static Features featuresOf(ShardingPlan plan) {
    List<FeatureBinding> inputs = plan.columns().inputs();
    RecordLayout layout = plan.layout();
    return inputs.size() == 1
        ? new Features(inputs.get(0), layout.featureLength(), plan.invalid())
        : Features.ofAll(inputs, layout.featureLength());
  }

  /**
   * Encodes the next row; hands on a block that is full. Returns false at the end, and once a row
   * was invalid and the rest does not matter.
   */
  boolean encodeNext(Deque<Tuple2<Integer, RecordBlock>> done) {
    if (failed || !rows.next()) {
      return false;
    }
    try {
      rows.readFeatures();
      SpecializedGetters from = rows.row();
      float[] labels = targets.read(from);
      float weight = weight(from, labels);
      add(labels, weight, isValidation(from, labels), done);
    } catch (InvalidRowException e) {
      invalid(e);
    }
    row++;
    return true;
  }

  private void invalid(InvalidRowException e) {
    if (firstInvalid == null) {
      firstInvalid =
          e.getMessage() + ", in row " + row + " of partition " + partition + ", counted from 0";
    }
    skipped++;
    failed = plan.invalid() != InvalidPolicy.SKIP;
  }

  private void add(
      float[] labels, float weight, boolean measured, Deque<Tuple2<Integer, RecordBlock>> done) {
    sparseFeatures |= features.hasSparseFeatures();
    boolean isSparse = features.form() == Features.Form.SPARSE;
    if (isSparse && !sparse) {
      finish(done); // From here on blocks take both kinds of record.
      sparse = true;
    }
    (measured ? validation : training)
        .add(row, features, labels, targets.number(), weight, sparse, done);
  }

  /** Hands on what has been collected for each rank. */
  void finish(Deque<Tuple2<Integer, RecordBlock>> done) {
    training.finish(done);
    validation.finish(done);
  }

  /** Returns what the driver has to know, after the last row. */
  PartitionReport report() {
    return new PartitionReport(
        partition,
        training.counts(),
        validation.counts(),
        new PartitionReport.Invalid(
            skipped, features.missing(), features.droppedIds(), firstInvalid, failed),
        new PartitionProfile(
            training.profile(),
            validation.profile(),
            targets.numberedLabels(),
            features.categories() == null ? List.of() : features.categories().values(),
            sparseFeatures));
  }

  private boolean isValidation(SpecializedGetters from, float[] labels) {
    if (validationAt >= 0) {
      int at = ordinals[validationAt];
      if (from.isNullAt(at)) {
        throw new InvalidRowException(
            "Invalid null in column '" + plan.columns().validation() + "' (must be true or false)");
      }
      return from.getBoolean(at);
    }
    return hash.selects(features, labels);
  }

  private float weight(SpecializedGetters from, float[] labels) {
    float factor = classWeights.length == 0 ? 1f : classWeights[(int) labels[0]];
    if (weightAt < 0) {
      return factor;
    }
    int at = ordinals[weightAt];
    double weight =
        from.isNullAt(at) ? Double.NaN : InternalReader.number(from, at, types[weightAt]);
    if (!(weight >= 0 && weight * factor <= Float.MAX_VALUE)) {
      throw new InvalidRowException(
          "Invalid weight "
              + (from.isNullAt(at) ? "null" : weight)
              + " in column '"
              + plan.columns().weight()
              + "' (must be a finite number of at least 0)");
    }
    return (float) (weight * factor);
  }
}
