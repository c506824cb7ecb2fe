package org.coherer.training.data;

import java.io.Serializable;
import java.util.Comparator;

/**
 * Records of consecutive rows of one input partition, on their way to the rank whose shard they
 * belong to.
 *
 * @param partition the input partition
 * @param firstRow the index, within that partition, of the first row
 * @param rows the number of records
 * @param records {@code rows} records of a {@link RecordLayout}, end to end. Not copied; nobody
 *     changes them
 */
@SuppressWarnings("ArrayRecordComponent") // a block is moved, never compared
public record RecordBlock(int partition, long firstRow, int rows, byte[] records)
    implements Serializable {

  /** The order in which a shard is put together, whatever the order in which its blocks arrive. */
  public static final Comparator<RecordBlock> ORDER =
      Comparator.comparingInt(RecordBlock::partition).thenComparingLong(RecordBlock::firstRow);
}
