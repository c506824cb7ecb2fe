package org.coherer.connector.data;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.util.CollectionAccumulator;
import org.coherer.training.data.RecordBlock;
import scala.Tuple2;

/**
 * Turns the rows of a partition into blocks of records for each rank, checks every value on the
 * way, and reports to the driver when done. Runs in tasks.
 */
final class RecordEncoder
    implements Function2<Integer, Iterator<InternalRow>, Iterator<Tuple2<Integer, RecordBlock>>> {

  private static final long serialVersionUID = 1L;

  private final ShardingPlan plan;
  private final Deal deal;
  private final int[] ordinals;
  private final DataType[] types;
  private final CollectionAccumulator<PartitionReport> reports;

  /**
   * Creates one.
   *
   * @param ordinals where the selected columns are in a row
   * @param types the types of the selected columns
   */
  RecordEncoder(
      ShardingPlan plan,
      Deal deal,
      int[] ordinals,
      DataType[] types,
      CollectionAccumulator<PartitionReport> reports) {
    this.plan = plan;
    this.deal = deal;
    this.ordinals = ordinals;
    this.types = types;
    this.reports = reports;
  }

  @Override
  public Iterator<Tuple2<Integer, RecordBlock>> call(
      Integer partition, Iterator<InternalRow> rows) {
    RowEncoder encoder = new RowEncoder(plan, deal, partition, ordinals, types);
    return new Blocks(rows, encoder);
  }

  private final class Blocks implements Iterator<Tuple2<Integer, RecordBlock>> {

    private final Iterator<InternalRow> rows;
    private final RowEncoder encoder;
    private final Deque<Tuple2<Integer, RecordBlock>> done = new ArrayDeque<>();
    private boolean ended;

    Blocks(Iterator<InternalRow> rows, RowEncoder encoder) {
      this.rows = rows;
      this.encoder = encoder;
    }

    @Override
    public boolean hasNext() {
      while (done.isEmpty() && !ended) {
        if (!encoder.failed() && rows.hasNext()) {
          encoder.encode(rows.next(), done);
        } else {
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
