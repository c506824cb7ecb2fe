package org.coherer.training.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * A number that tells sets of rows from each other, whatever their order and the blocks that they
 * lie in: the sum of a hash of each record, for a dense one the same among sparse ones. It is made
 * to notice that rows are others, not to withstand who wants to deceive it.
 */
public final class RowsDigest {

  private final RecordLayout layout;
  private final CRC32C crc = new CRC32C();
  private long sum;

  /** Creates the digest of no rows. */
  public RowsDigest(RecordLayout layout) {
    this.layout = layout;
  }

  /** Adds the rows of a block. */
  public void add(RecordBlock block) {
    ByteBuffer records = ByteBuffer.wrap(block.records()).order(ByteOrder.LITTLE_ENDIAN);
    boolean sparse = block.kind().sparse();
    for (int row = 0; row < block.rows(); row++) {
      int start = sparse ? records.getInt(row * Integer.BYTES) : row * layout.recordBytes();
      int end = start + layout.recordBytes();
      if (sparse) {
        boolean last = row + 1 == block.rows();
        end = last ? block.records().length : records.getInt((row + 1) * Integer.BYTES);
      }
      boolean marked = sparse && records.getInt(start + layout.featuresAt()) == SparseRecord.DENSE;
      sum += hash(block.records(), start, end, marked);
    }
  }

  /** Omits the mark of a dense record among sparse ones. */
  private long hash(byte[] records, int start, int end, boolean marked) {
    int head = layout.featuresAt();
    int rest = start + head + (marked ? Integer.BYTES : 0);
    crc.reset();
    crc.update(records, start, head);
    crc.update(records, rest, end - rest);
    return Seeds.mix(crc.getValue(), head + end - rest);
  }

  /** Returns the digest of all rows that were added. */
  public long value() {
    return sum;
  }
}
