package org.coherer.training.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * One rank's shard in memory: the records of its blocks, in an order that does not depend on the
 * order in which the blocks arrived.
 */
public final class RecordStore {

  private final RecordLayout layout;
  private final FloatBuffer[] blocks;
  private final int[] firstRows;

  private RecordStore(RecordLayout layout, List<RecordBlock> sorted) {
    this.layout = layout;
    this.blocks = new FloatBuffer[sorted.size()];
    this.firstRows = new int[sorted.size() + 1];
    for (int i = 0; i < blocks.length; i++) {
      RecordBlock block = sorted.get(i);
      blocks[i] = ByteBuffer.wrap(block.records()).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
      firstRows[i + 1] = Math.addExact(firstRows[i], block.rows());
    }
  }

  /**
   * Takes over all blocks of a shard.
   *
   * @throws IllegalStateException if a block's size does not fit the layout, which means that it
   *     was made for another one
   */
  public static RecordStore load(RecordLayout layout, Iterator<RecordBlock> blocks) {
    List<RecordBlock> sorted = new ArrayList<>();
    while (blocks.hasNext()) {
      RecordBlock block = blocks.next();
      if (block.records().length != (long) block.rows() * layout.recordBytes()) {
        throw new IllegalStateException(
            "Block of partition "
                + block.partition()
                + " at row "
                + block.firstRow()
                + " has "
                + block.records().length
                + " bytes (must be "
                + block.rows()
                + " records of "
                + layout.recordBytes()
                + ")");
      }
      sorted.add(block);
    }
    sorted.sort(RecordBlock.ORDER);
    return new RecordStore(layout, sorted);
  }

  /** Returns the number of rows. */
  public int rows() {
    return firstRows[blocks.length];
  }

  /** Returns the layout of its records. */
  public RecordLayout layout() {
    return layout;
  }

  /** Copies row {@code row} of the shard into position {@code slot} of a batch. */
  void copyInto(int row, Batch batch, int slot) {
    int found = Arrays.binarySearch(firstRows, row);
    int block = found >= 0 ? found : -found - 2;
    while (firstRows[block + 1] == row) { // an empty block starts at the same row as its successor
      block++;
    }
    FloatBuffer records = blocks[block];
    int length = layout.featureLength();
    int at = (row - firstRows[block]) * layout.recordFloats();
    batch.features().put(slot * length, records, at, length);
    int targetLength = layout.target().length();
    layout.target().encode(records.get(at + length), batch.targets(), slot * targetLength);
    batch.weights().put(slot, records.get(at + length + 1));
  }
}
