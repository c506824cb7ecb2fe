package org.coherer.training.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Caches the records of one rank in a {@link BlockFile}: written once, as they arrive, and read in
 * every epoch through {@link RowWindow}s. Rows are numbered by input partition and row,
 * independently of the order of arrival.
 *
 * <p>Used by one thread at a time: first {@link #append}, then {@link #seal}, then the rest.
 */
final class EpochCache implements AutoCloseable {

  /** The location of a block in the file. */
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
   * Creates an empty cache.
   *
   * @throws IOException if no folder accepts a file
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
   * Appends a block.
   *
   * @throws IllegalStateException if its size does not match the layout: it was made for another
   *     one
   * @throws IOException if the disk is full
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

  /** Returns whether all records fit in memory at once. */
  boolean fitsMemory() {
    return file.end() <= Math.min(settings.memoryBytes(), RowPool.MAX_BYTES);
  }

  /** Opens a window over all rows, mapped if possible. The caller closes it before this cache. */
  RowWindow openAll() {
    return openAll(layout);
  }

  /** Opens the same, for batches of another encoding. */
  RowWindow openAll(RecordLayout batches) {
    try {
      RowWindow window =
          file.mappable()
              ? new RowWindow(batches, file, file.map())
              : RowWindow.copyOf(batches, file, entries);
      window.showInPlace(entries);
      return window;
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /**
   * Opens a window of three quarters of the allowed memory, since batches and the order of the rows
   * need memory as well; but of at least one block.
   */
  RowWindow openPart() {
    return openPart(layout);
  }

  /** Opens the same, for batches of another encoding. */
  RowWindow openPart(RecordLayout batches) {
    int largest = entries.stream().mapToInt(Entry::bytes).max().orElse(0);
    long allowed = settings.memoryBytes() / 4 * 3;
    long bytes = Math.min(allowed, Math.min(file.end(), RowPool.MAX_BYTES));
    return new RowWindow(batches, file, Math.max(largest, bytes));
  }

  /** Returns whether it can be read: an interrupt of a thread that reads it closes it. */
  boolean isOpen() {
    return file.isOpen();
  }

  /** Frees the disk space. Safe to call again. */
  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }
}
