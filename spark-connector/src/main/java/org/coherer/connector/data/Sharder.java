package org.coherer.connector.data;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.coherer.training.data.RecordBlock;
import scala.Tuple2;

/**
 * Deals the rows to the workers like cards: row number {@code i} of the whole input goes to rank
 * {@code i mod workers}. So shards differ by one row at most, whatever the partitions, and a retry
 * deals alike. Runs in tasks.
 */
final class Sharder implements PairFlatMapFunction<Encoded, Integer, RecordBlock> {

  private static final long serialVersionUID = 1L;

  private final int workers;
  private final long[] partitionStarts;

  /**
   * Creates one.
   *
   * @param partitionStarts the number, in the whole input, of the first row of each partition
   */
  Sharder(int workers, long[] partitionStarts) {
    this.workers = workers;
    this.partitionStarts = partitionStarts;
  }

  @Override
  public Iterator<Tuple2<Integer, RecordBlock>> call(Encoded encoded) {
    if (!(encoded instanceof Encoded.Block whole)) {
      throw new IllegalStateException(
          "An invalid row has got past the check on the driver: " + encoded);
    }
    List<Tuple2<Integer, RecordBlock>> dealt = new ArrayList<>(workers);
    for (int rank = 0; rank < workers; rank++) {
      RecordBlock part = partOf(whole.block(), rank);
      if (part.rows() > 0) {
        dealt.add(new Tuple2<>(rank, part));
      }
    }
    return dealt.iterator();
  }

  private RecordBlock partOf(RecordBlock block, int rank) {
    if (workers == 1) {
      return block;
    }
    long globalStart = partitionStarts[block.partition()] + block.firstRow();
    int first = (int) Math.floorMod(rank - globalStart, (long) workers);
    int rows = first >= block.rows() ? 0 : (block.rows() - first - 1) / workers + 1;
    int stride = block.records().length / Math.max(1, block.rows());
    byte[] records = new byte[rows * stride];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(
          block.records(), (first + i * workers) * stride, records, i * stride, stride);
    }
    return new RecordBlock(block.partition(), block.firstRow() + first, rows, records);
  }
}
