package org.coherer.training.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleToIntFunction;

/** Splits blocks by the label of their rows that their target begins with. */
public final class BlockSplitter {

  private final RecordLayout layout;

  /** Creates a block splitter for records of a layout. */
  public BlockSplitter(RecordLayout layout) {
    this.layout = layout;
  }

  /**
   * Returns the records of a block in smaller ones, whose first rows are numbered as if the block
   * had no gaps.
   *
   * @param group gives the group of a label; of those in the block, at least one row is in each
   *     group that is returned
   */
  public SortedMap<Integer, RecordBlock> split(RecordBlock block, DoubleToIntFunction group) {
    ByteBuffer records = ByteBuffer.wrap(block.records()).order(ByteOrder.LITTLE_ENDIAN);
    int[] starts = starts(block, records);
    SortedMap<Integer, List<Integer>> rows = new TreeMap<>();
    for (int row = 0; row < block.rows(); row++) {
      int group0 = group.applyAsInt(records.getFloat(starts[row]));
      rows.computeIfAbsent(group0, any -> new ArrayList<>()).add(row);
    }
    SortedMap<Integer, RecordBlock> parts = new TreeMap<>();
    rows.forEach((key, chosen) -> parts.put(key, part(block, starts, chosen)));
    return parts;
  }

  /** Returns where the records start, and the end of the last one. */
  private int[] starts(RecordBlock block, ByteBuffer records) {
    int[] starts = new int[block.rows() + 1];
    for (int row = 0; row < block.rows(); row++) {
      starts[row] =
          block.kind().sparse() ? records.getInt(row * Integer.BYTES) : row * layout.recordBytes();
    }
    starts[block.rows()] = block.records().length;
    return starts;
  }

  private static RecordBlock part(RecordBlock block, int[] starts, List<Integer> rows) {
    int table = block.kind().sparse() ? rows.size() * Integer.BYTES : 0;
    int bytes = rows.stream().mapToInt(row -> starts[row + 1] - starts[row]).sum();
    ByteBuffer records = ByteBuffer.allocate(table + bytes).order(ByteOrder.LITTLE_ENDIAN);
    int at = table;
    for (int i = 0; i < rows.size(); i++) {
      int row = rows.get(i);
      int length = starts[row + 1] - starts[row];
      if (block.kind().sparse()) {
        records.putInt(i * Integer.BYTES, at);
      }
      records.put(at, block.records(), starts[row], length);
      at += length;
    }
    long first = block.firstRow() + rows.get(0);
    return new RecordBlock(block.partition(), first, rows.size(), block.kind(), records.array());
  }
}
