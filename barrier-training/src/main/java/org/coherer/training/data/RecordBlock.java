package org.coherer.training.data;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.Serializable;
import java.util.Comparator;

/**
 * Records of one input partition for the shard of one rank.
 *
 * @param partition the input partition
 * @param firstRow the index of the first row within that partition; unique among the blocks of a
 *     partition for one rank
 * @param rows the number of records
 * @param kind the use and the encoding of the records
 * @param records the records of a {@link RecordLayout}, end to end; if they vary in length, behind
 *     the table of their offsets. Not copied; must not be changed
 */
@SuppressWarnings("ArrayRecordComponent") // a block is moved, never compared
public record RecordBlock(int partition, long firstRow, int rows, Kind kind, byte[] records)
    implements Serializable {

  /**
   * The use and the encoding of all records of a block.
   *
   * @param validation whether the records belong to the validation set
   * @param sparse whether they are {@link SparseRecord}s, of varying length
   */
  public record Kind(boolean validation, boolean sparse) implements Serializable {

    /** Dense records for training. */
    public static final Kind TRAINING = new Kind(false, false);
  }

  /** The order of the blocks of a shard, independent of their order of arrival. */
  public static final Comparator<RecordBlock> ORDER =
      Comparator.comparingInt(RecordBlock::partition).thenComparingLong(RecordBlock::firstRow);

  /** Writes the block in the format of {@link #readFrom}. */
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
      throw new IOException("A stream of record blocks ends in the middle of a block", e);
    }
  }
}
