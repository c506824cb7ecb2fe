package org.coherer.training.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.coherer.training.data.EpochCache.Entry;
import org.coherer.training.vector.OffHeap;

/** Holds some blocks of a file in memory. Used by one thread. */
final class RowWindow implements AutoCloseable {

  private final BlockFile file;
  private final List<ByteBuffer> memory;
  private final long capacity;
  private final RowPool rows;

  /** Takes over memory into which the file is mapped. */
  RowWindow(RecordLayout layout, BlockFile file, List<? extends ByteBuffer> mapped) {
    this.file = file;
    this.memory = new ArrayList<>(mapped);
    this.capacity = memory.stream().mapToLong(ByteBuffer::capacity).sum();
    this.rows = new RowPool(layout, memory);
  }

  /** Allocates memory. */
  RowWindow(RecordLayout layout, BlockFile file, long bytes) {
    this(layout, file, allocate(bytes));
  }

  /** Returns a window that maps a whole file. */
  static RowWindow copyOf(RecordLayout layout, BlockFile file, List<Entry> blocks)
      throws IOException {
    RowWindow window = new RowWindow(layout, file, file.end());
    try {
      for (Entry block : blocks) {
        file.read(block.start(), block.bytes(), window.at(block.start()));
      }
      return window;
    } catch (IOException e) {
      window.close();
      throw e;
    }
  }

  private static List<ByteBuffer> allocate(long bytes) {
    List<ByteBuffer> extents = new ArrayList<>();
    for (long start = 0; start < bytes; start += BlockFile.EXTENT_BYTES) {
      extents.add(ByteBuffer.allocateDirect((int) Math.min(BlockFile.EXTENT_BYTES, bytes - start)));
    }
    return extents;
  }

  /** Returns the rows of the current blocks, block after block. */
  RowPool rows() {
    return rows;
  }

  /** Adds blocks at their offsets in the file. For a window that maps the whole file. */
  void showInPlace(List<Entry> blocks) {
    rows.clear(rowsOf(blocks));
    blocks.forEach(block -> rows.add(block.kind(), block.rows(), block.start()));
  }

  /**
   * Replaces the current blocks by the first ones of a list, as many as fit; one always fits.
   *
   * @return the number of blocks read
   * @throws UncheckedIOException if the file cannot be read
   */
  int show(List<Entry> blocks) {
    long[] starts = new long[blocks.size()];
    int count = assignOffsets(blocks, starts);
    rows.clear(rowsOf(blocks.subList(0, count)));
    try {
      for (int i = 0; i < count; i++) {
        Entry block = blocks.get(i);
        file.read(block.start(), block.bytes(), at(starts[i]));
        rows.add(block.kind(), block.rows(), starts[i]);
      }
      return count;
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /** Assigns offsets to blocks; returns how many fit. */
  private int assignOffsets(List<Entry> blocks, long[] starts) {
    long end = 0;
    for (int i = 0; i < starts.length; i++) {
      int bytes = BlockFile.padded(blocks.get(i).bytes());
      starts[i] = BlockFile.placeFor(end, bytes);
      end = starts[i] + bytes;
      if (end > capacity) {
        return i;
      }
    }
    return starts.length;
  }

  private static int rowsOf(List<Entry> blocks) {
    return Math.toIntExact(blocks.stream().mapToLong(Entry::rows).sum());
  }

  private ByteBuffer at(long start) {
    ByteBuffer extent = memory.get((int) (start / BlockFile.EXTENT_BYTES)).duplicate();
    return extent.position((int) (start % BlockFile.EXTENT_BYTES));
  }

  /** Frees or unmaps the memory. Safe to call again. */
  @Override
  public void close() {
    memory.forEach(OffHeap::free);
    memory.clear();
  }
}
