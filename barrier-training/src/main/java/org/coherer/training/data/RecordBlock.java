package org.coherer.training.data;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.Serializable;
import java.util.Comparator;

/**
 * Records of consecutive rows of one input partition, on their way to the rank whose shard they
 * belong to.
 *
 * @param partition the input partition
 * @param firstRow the index, within that partition, of the first row; blocks of a partition that go
 *     to one rank have different ones
 * @param rows the number of records
 * @param kind what they are for and how they lie
 * @param records the records of a {@link RecordLayout}, end to end; if they vary in length, behind
 *     the table of their offsets. Not copied; nobody changes them
 */
@SuppressWarnings("ArrayRecordComponent") // a block is moved, never compared
public record RecordBlock(int partition, long firstRow, int rows, Kind kind, byte[] records)
    implements Serializable {

  /**
   * What the records of a block have in common.
   *
   * @param validation whether they are for measuring how well the network does, not for training
   * @param sparse whether they are {@link SparseRecord}s, of varying length
   */
  public record Kind(boolean validation, boolean sparse) implements Serializable {

    /** Dense records for training. */
    public static final Kind TRAINING = new Kind(false, false);
  }

  /** The order in which a shard is put together, whatever the order in which its blocks arrive. */
  public static final Comparator<RecordBlock> ORDER =
      Comparator.comparingInt(RecordBlock::partition).thenComparingLong(RecordBlock::firstRow);

  /** Writes the block as {@link #readFrom} reads it. */
  public void writeTo(DataOutputStream out) throws IOException {
    out.writeInt(partition);
    out.writeLong(firstRow);
    out.writeInt(rows);
    out.writeBoolean(kind.validation());
    out.writeBoolean(kind.sparse());
    out.writeInt(records.length);
    out.write(records);
  }

  /**
   * Reads a block.
   *
   * @throws IOException if the stream ends before the block does; not an {@link EOFException},
   *     which stands for the regular end of a stream of blocks
   */
  public static RecordBlock readFrom(DataInputStream in) throws IOException {
    try {
      int partition = in.readInt();
      long firstRow = in.readLong();
      int rows = in.readInt();
      Kind kind = new Kind(in.readBoolean(), in.readBoolean());
      byte[] records = new byte[in.readInt()];
      in.readFully(records);
      return new RecordBlock(partition, firstRow, rows, kind, records);
    } catch (EOFException e) {
      throw new IOException("A stream of record blocks ends in the midst of a block", e);
    }
  }
}
