package org.coherer.training.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The records of one rank in a {@link BlockFile}: written once, while they arrive, and read in
 * every epoch through {@link RowWindow}s. Rows are numbered by input partition and row, whatever
 * the order in which blocks arrive.
 *
 * <p>Used by one thread at a time: first {@link #append}, then {@link #seal}, then the rest.
 */
final class EpochCache implements AutoCloseable {

  /** Where a block lies in the file. */
  record Entry(
      int partition, long firstRow, int rows, RecordBlock.Kind kind, long start, int bytes) {}

  private static final Comparator<Entry> ORDER =
      Comparator.comparingInt(Entry::partition).thenComparingLong(Entry::firstRow);

  private final RecordLayout layout;
  private final CacheSettings settings;
  private final BlockFile file;
  private final List<Entry> entries = new ArrayList<>();
  private long rows;

  /**
   * Creates an empty one.
   *
   * @throws IOException if there is no folder in which it can make a file
   */
  EpochCache(RecordLayout layout, CacheSettings settings) throws IOException {
    this.layout = layout;
    this.settings = settings;
    this.file = BlockFile.create(settings.folders(), settings.encrypted());
  }

  RecordLayout layout() {
    return layout;
  }

  long rows() {
    return rows;
  }

  /**
   * Takes in a block.
   *
   * @throws IllegalStateException if its size does not fit the layout, which means that it was made
   *     for another one
   * @throws IOException if the disk takes no more
   */
  void append(RecordBlock block) throws IOException {
    if (!block.kind().sparse()
        && block.records().length != (long) block.rows() * layout.recordBytes()) {
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
    if (block.rows() > 0) {
      long start = file.append(ByteBuffer.wrap(block.records()));
      entries.add(
          new Entry(
              block.partition(),
              block.firstRow(),
              block.rows(),
              block.kind(),
              start,
              block.records().length));
      rows += block.rows();
    }
  }

  /** Ends the writing. */
  void seal() {
    entries.sort(ORDER);
  }

  /** Returns all blocks, in the order of their rows. */
  List<Entry> entries() {
    return entries;
  }

  /** Returns whether all records can be in memory at once. */
  boolean fitsMemory() {
    return file.end() <= Math.min(settings.memoryBytes(), RowPool.MAX_BYTES);
  }

  /**
   * Opens a window that shows all rows, mapped where the file can be. Whoever asks closes it before
   * this cache.
   */
  RowWindow openAll() {
    try {
      RowWindow window =
          file.mappable()
              ? new RowWindow(layout, file, file.map())
              : RowWindow.copyOf(layout, file, entries);
      window.showInPlace(entries);
      return window;
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /**
   * Opens a window of three quarters of the memory that the settings allow, for batches and the
   * order of the rows need some too; but of as much as one block takes.
   */
  RowWindow openPart() {
    int largest = entries.stream().mapToInt(Entry::bytes).max().orElse(0);
    long allowed = settings.memoryBytes() / 4 * 3;
    long bytes = Math.min(allowed, Math.min(file.end(), RowPool.MAX_BYTES));
    return new RowWindow(layout, file, Math.max(largest, bytes));
  }

  /** Gives the disk's space back. Safe to call again. */
  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }
}
