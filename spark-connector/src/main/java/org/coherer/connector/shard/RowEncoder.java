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
import org.coherer.connector.row.Features;
import org.coherer.connector.row.InternalReader;
import org.coherer.connector.row.RowCursor;
import org.coherer.connector.row.RowForm;
import org.coherer.connector.row.TargetReader;
import org.coherer.training.data.BlockBuilder;
import org.coherer.training.data.RecordBlock;
import org.coherer.training.data.RecordLayout;
import scala.Tuple2;

/** Encodes the rows of one partition, one after the other. */
final class RowEncoder {

  /**
   * Large enough that a block costs nothing beside its rows; small enough for a core's own cache,
   * and for Java's garbage collector to treat it like anything else.
   */
  private static final int MOST_BLOCK_BYTES = 1 << 18;

  /** What the blocks of all ranks together may take of a task's memory. */
  private static final int BLOCKS_BYTES = 16 << 20;

  private final ShardingPlan plan;
  private final RecordLayout layout;
  private final Deal deal;
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
  private final BlockBuilder[] training;
  private final BlockBuilder[] validation;
  private final long[] trainingRows;
  private final long[] validationRows;
  private boolean trainable;
  private boolean measurable;
  private boolean sparse;
  private long row;
  private long leftOut;
  private String firstInvalid;
  private boolean failed;

  RowEncoder(
      ShardingPlan plan, Deal deal, int partition, RowForm form, Iterator<InternalRow> content) {
    TrainingColumns columns = plan.columns();
    this.plan = plan;
    this.layout = plan.layout();
    this.deal = deal;
    this.partition = partition;
    this.ordinals = form.ordinals();
    this.types = form.types();
    this.features = featuresOf(plan);
    this.rows = form.open(content, columns.inputs(), plan.inputLengths(), plan.invalid(), features);
    this.targets = new TargetReader(columns.targets(), layout.target(), form, columns.inputWidth());
    this.classWeights = new float[plan.classWeights().size()];
    for (int i = 0; i < classWeights.length; i++) {
      classWeights[i] = plan.classWeights().get(i).floatValue();
    }
    int width = columns.inputWidth() + columns.targetWidth();
    this.hash = new RowHash(plan.seed(), plan.validationFraction());
    this.weightAt = columns.weight() == null ? -1 : width;
    this.validationAt = columns.validation() == null ? -1 : width + (weightAt < 0 ? 0 : 1);
    this.training = new BlockBuilder[plan.workers()];
    this.validation = new BlockBuilder[plan.workers()];
    this.trainingRows = new long[plan.strata()];
    this.validationRows = new long[plan.strata()];
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
      add(labels, weight, isForValidation(from, labels), done);
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
    leftOut++;
    failed = plan.invalid() != InvalidPolicy.SKIP;
  }

  private void add(
      float[] labels, float weight, boolean measured, Deque<Tuple2<Integer, RecordBlock>> done) {
    boolean isSparse = features.form() == Features.Form.SPARSE;
    if (isSparse && !sparse) {
      finish(done); // From here on blocks take both kinds of record.
      sparse = true;
    }
    int stratum = plan.stratified() ? (int) labels[0] : 0;
    long number = measured ? validationRows[stratum]++ : trainingRows[stratum]++;
    trainable |= !measured && weight > 0;
    measurable |= measured && weight > 0;
    int rank = deal.rank(partition, stratum, number);
    BlockBuilder[] builders = measured ? validation : training;
    if (builders[rank] == null) {
      builders[rank] = builder(measured);
    }
    BlockBuilder builder = builders[rank];
    switch (features.form()) {
      case FLOATS -> builder.add(row, features.floats(), labels, weight);
      case BYTES -> builder.add(row, features.bytes(), labels, weight);
      case SPARSE ->
          builder.add(row, features.indices(), features.floats(), features.count(), labels, weight);
    }
    if (builder.full()) {
      done.add(new Tuple2<>(rank, builder.take()));
    }
  }

  private BlockBuilder builder(boolean measured) {
    int bytes = Math.min(MOST_BLOCK_BYTES, BLOCKS_BYTES / plan.workers());
    RecordBlock.Kind kind = new RecordBlock.Kind(measured, sparse);
    return new BlockBuilder(layout, partition, kind, bytes);
  }

  /** Hands on what has been collected for each rank. */
  void finish(Deque<Tuple2<Integer, RecordBlock>> done) {
    for (BlockBuilder[] builders : new BlockBuilder[][] {training, validation}) {
      for (int rank = 0; rank < builders.length; rank++) {
        if (builders[rank] != null && !builders[rank].empty()) {
          done.add(new Tuple2<>(rank, builders[rank].take()));
        }
        builders[rank] = null;
      }
    }
  }

  /** Returns what the driver has to know, after the last row. */
  PartitionReport report() {
    return new PartitionReport(
        partition,
        trainingRows,
        validationRows,
        trainable,
        measurable,
        leftOut,
        features.missing(),
        firstInvalid,
        failed);
  }

  private boolean isForValidation(SpecializedGetters from, float[] labels) {
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
