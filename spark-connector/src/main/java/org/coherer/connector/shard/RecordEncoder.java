package org.coherer.connector.shard;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.util.CollectionAccumulator;
import org.coherer.connector.spark.RowLayout;
import org.coherer.training.data.RecordBlock;
import org.coherer.training.plan.TrainingPlan;
import org.coherer.training.warmup.WarmUp;
import scala.Tuple2;

/**
 * Turns the rows of a partition into blocks of records for each rank, checks every value on the
 * way, and reports to the driver when done. Runs in tasks.
 */
final class RecordEncoder
    implements Function2<Integer, Iterator<InternalRow>, Iterator<Tuple2<Integer, RecordBlock>>> {

  private static final long serialVersionUID = 1L;

  private final ShardingPlan plan;
  private final ShardAssignment assignment;
  private final RowLayout layout;
  private final CollectionAccumulator<PartitionReport> reports;
  private final TrainingPlan ahead;

  /**
   * Creates the encoder of all partitions.
   *
   * @param reports takes the report of each
   * @param ahead the training for which executors are to warm up; {@code null} for none
   */
  RecordEncoder(
      ShardingPlan plan,
      ShardAssignment assignment,
      RowLayout layout,
      CollectionAccumulator<PartitionReport> reports,
      TrainingPlan ahead) {
    this.plan = plan;
    this.assignment = assignment;
    this.layout = layout;
    this.reports = reports;
    this.ahead = ahead;
  }

  @Override
  public Iterator<Tuple2<Integer, RecordBlock>> call(
      Integer partition, Iterator<InternalRow> rows) {
    if (ahead != null) {
      WarmUp.begin(ahead);
    }
    return new Blocks(new RowEncoder(plan, assignment, partition, layout, rows));
  }

  private final class Blocks implements Iterator<Tuple2<Integer, RecordBlock>> {

    private final TaskContext task = TaskContext.get();
    private final RowEncoder encoder;
    private final Deque<Tuple2<Integer, RecordBlock>> done = new ArrayDeque<>();
    private boolean ended;

    Blocks(RowEncoder encoder) {
      this.encoder = encoder;
    }

    @Override
    public boolean hasNext() {
      while (done.isEmpty() && !ended) {
        if (task.isInterrupted()) {
          throw new TaskKilledException("cancelled while rows were read");
        }
        if (!encoder.encodeNext(done)) {
          encoder.finish(done);
          reports.add(encoder.report());
          ended = true;
        }
      }
      return !done.isEmpty();
    }

    @Override
    public Tuple2<Integer, RecordBlock> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return done.remove();
    }
  }
}
