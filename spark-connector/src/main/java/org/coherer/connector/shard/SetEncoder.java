package org.coherer.connector.shard;

import java.util.Deque;
import org.coherer.connector.profile.SetProfile;
import org.coherer.connector.profile.SetProfiler;
import org.coherer.connector.row.Features;
import org.coherer.training.data.BlockBuilder;
import org.coherer.training.data.RecordBlock;
import org.coherer.training.data.RowsDigest;
import scala.Tuple2;

/** Collects the records of the training set, or of the validation set, in blocks for each rank. */
final class SetEncoder {

  /**
   * Large enough that a block costs nothing beside its rows; small enough for a core's own cache,
   * and for Java's garbage collector to treat it like anything else.
   */
  private static final int MOST_BLOCK_BYTES = 1 << 18;

  /** What the blocks of all ranks together may take of a task's memory. */
  private static final int BLOCKS_BYTES = 16 << 20;

  private final ShardingPlan plan;
  private final ShardAssignment assignment;
  private final int partition;
  private final boolean validation;
  private final BlockBuilder[] builders;
  private final SetProfiler profiler;
  private final RowsDigest digest;
  private final long[] rows;
  private boolean weighted;

  /**
   * Creates a set encoder.
   *
   * @param validation whether it is the validation set
   */
  SetEncoder(ShardingPlan plan, ShardAssignment assignment, int partition, boolean validation) {
    this.plan = plan;
    this.assignment = assignment;
    this.partition = partition;
    this.validation = validation;
    this.builders = new BlockBuilder[plan.workers()];
    this.rows = new long[plan.strata()];
    this.digest = new RowsDigest(plan.layout());
    this.profiler =
        new SetProfiler(
            plan.reading().profiling(), plan.featureLength(), plan.layout().target().labels());
  }

  /**
   * Adds a row; hands on a block that is full.
   *
   * @param number the label's, among those of the partition, if it is that of a class
   * @param sparse whether blocks take sparse records as well
   */
  void add(
      long row,
      Features features,
      float[] labels,
      int number,
      float weight,
      boolean sparse,
      Deque<Tuple2<Integer, RecordBlock>> done) {
    int stratum = plan.strata() == 1 ? 0 : plan.stratumOf(labels[0]);
    int rank = assignment.rank(partition, stratum, rows[stratum]++);
    weighted |= weight > 0;
    profiler.add(features, labels, number, weight);
    if (builders[rank] == null) {
      builders[rank] = builder(sparse);
    }
    BlockBuilder builder = builders[rank];
    switch (features.form()) {
      case FLOATS -> builder.add(row, features.floats(), labels, weight);
      case BYTES -> builder.add(row, features.bytes(), labels, weight);
      case SPARSE ->
          builder.add(row, features.indices(), features.floats(), features.count(), labels, weight);
    }
    if (builder.full()) {
      take(rank, done);
    }
  }

  private void take(int rank, Deque<Tuple2<Integer, RecordBlock>> done) {
    RecordBlock block = builders[rank].take();
    if (plan.reading().digested()) {
      digest.add(block);
    }
    done.add(new Tuple2<>(rank, block));
  }

  private BlockBuilder builder(boolean sparse) {
    int bytes = Math.min(MOST_BLOCK_BYTES, BLOCKS_BYTES / plan.workers());
    RecordBlock.Kind kind = new RecordBlock.Kind(validation, sparse);
    return new BlockBuilder(plan.layout(), partition, kind, bytes);
  }

  /** Hands on what has been collected for each rank. */
  void finish(Deque<Tuple2<Integer, RecordBlock>> done) {
    for (int rank = 0; rank < builders.length; rank++) {
      if (builders[rank] != null && !builders[rank].empty()) {
        take(rank, done);
      }
      builders[rank] = null;
    }
  }

  /** Returns what was learned from what has been added. */
  SetProfile profile() {
    return profiler.build();
  }

  /** Returns what has been added so far. */
  PartitionReport.SetCounts counts() {
    return new PartitionReport.SetCounts(rows, weighted, digest.value());
  }
}
