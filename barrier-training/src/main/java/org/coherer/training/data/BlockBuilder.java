package org.coherer.training.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** Collects the records of one partition for one rank, until they fill a block. Not thread-safe. */
public final class BlockBuilder {

  private static final int FIRST_BYTES = 16 * 1024;

  private final RecordLayout layout;
  private final int partition;
  private final RecordBlock.Kind kind;
  private final int blockBytes;
  private final int labelCount;
  private final int headBytes;
  private final int recordBytes;
  private byte[] bytes;
  private ByteBuffer buffer;
  private FloatBuffer floats;
  private int used;
  private int[] starts = new int[16];
  private int rows;
  private long firstRow;

  /**
   * Starts with an empty block.
   *
   * @param blockBytes the target size of a block; each holds at least one record
   */
  public BlockBuilder(RecordLayout layout, int partition, RecordBlock.Kind kind, int blockBytes) {
    this.layout = layout;
    this.partition = partition;
    this.kind = kind;
    this.blockBytes = blockBytes;
    this.labelCount = layout.target().labels();
    this.headBytes = layout.featuresAt();
    this.recordBytes = layout.recordBytes();
    resize(Math.min(FIRST_BYTES, blockBytes));
  }

  /**
   * Adds a row of floats: the first {@code featureLength} of {@code features}.
   *
   * @param labels the stored labels of the target, from the first element on
   */
  public void add(long row, float[] features, float[] labels, float weight) {
    int length = layout.featureLength();
    int bytes = kind.sparse() ? headBytes + SparseRecord.denseBytes(length) : recordBytes;
    int at = begin(row, bytes, labels, weight);
    if (kind.sparse()) {
      buffer.putInt(at, SparseRecord.DENSE);
      at += Integer.BYTES;
    }
    floats.put(at / Float.BYTES, features, 0, length);
  }

  /**
   * Adds a row of unsigned bytes: the first {@code featureLength} of {@code features}.
   *
   * @param labels the stored labels of the target, from the first element on
   */
  public void add(long row, byte[] features, float[] labels, float weight) {
    int at = begin(row, recordBytes, labels, weight);
    System.arraycopy(features, 0, bytes, at, layout.featureLength());
    Arrays.fill(bytes, at + layout.featureLength(), used, (byte) 0);
  }

  /**
   * Adds a sparse row, which is zero except at the first {@code count} of {@code indices}.
   *
   * @param labels the stored labels of the target, from the first element on
   */
  public void add(
      long row, int[] indices, float[] values, int count, float[] labels, float weight) {
    int at = begin(row, headBytes + SparseRecord.bytes(count), labels, weight);
    buffer.putInt(at, count);
    int start = at / Integer.BYTES + 1;
    buffer.asIntBuffer().put(start, indices, 0, count);
    floats.put(start + count, values, 0, count);
  }

  /**
   * Reserves memory for a record and writes its labels and weight; returns where the features
   * start.
   */
  private int begin(long row, int bytesNeeded, float[] labels, float weight) {
    if (rows == 0) {
      firstRow = row;
    }
    int at = used;
    if (bytes.length - at < bytesNeeded) {
      resize(Math.max(at + bytesNeeded, Math.min(blockBytes, bytes.length * 2)));
    }
    if (kind.sparse()) {
      if (rows == starts.length) {
        starts = Arrays.copyOf(starts, rows * 2);
      }
      starts[rows] = at;
    }
    int head = at / Float.BYTES;
    for (int i = 0; i < labelCount; i++) {
      floats.put(head + i, labels[i]);
    }
    floats.put(head + labelCount, weight);
    used = at + bytesNeeded;
    rows++;
    return at + headBytes;
  }

  private void resize(int newBytes) {
    bytes = bytes == null ? new byte[newBytes] : Arrays.copyOf(bytes, newBytes);
    buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    floats = buffer.asFloatBuffer();
  }

  /** Returns whether the block has reached its target size. */
  public boolean full() {
    return used > 0 && used + recordBytes > blockBytes;
  }

  /** Returns whether the block holds no row. */
  public boolean empty() {
    return rows == 0;
  }

  /** Returns the collected block and starts a new one. */
  public RecordBlock take() {
    int table = kind.sparse() ? rows * Integer.BYTES : 0;
    byte[] records = new byte[table + used];
    if (kind.sparse()) {
      ByteBuffer offsets = ByteBuffer.wrap(records).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < rows; i++) {
        offsets.putInt(table + starts[i]);
      }
    }
    System.arraycopy(bytes, 0, records, table, used);
    RecordBlock block = new RecordBlock(partition, firstRow, rows, kind, records);
    rows = 0;
    used = 0;
    return block;
  }
}
