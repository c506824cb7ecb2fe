package org.coherer.training.embedding.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.StampedLock;
import org.coherer.training.embedding.EmbeddingInput;
import org.coherer.training.embedding.EmbeddingSpec;
import org.coherer.training.embedding.IdPartition;
import org.coherer.training.embedding.RowOrder;
import org.coherer.training.file.DamagedFileException;

/**
 * A table of a snapshot in a folder of this machine, to look rows up in. Its files are mapped into
 * memory, of any size: processes on a machine share what of them is in its memory, and none of it
 * is on the heap but 4 bytes for each 32 to 64 rows. The files may not change meanwhile; they may
 * be deleted.
 *
 * <p>Thread-safe. Opening it reads and checks all ids and rows once.
 */
public final class StoredTable implements AutoCloseable {

  private static final int SEGMENT_BYTES = 1 << 30;

  private final EmbeddingInput input;
  private final EmbeddingSpec spec;
  private final long rows;
  private final RowOrder order;
  private final IdPartition partition;
  private final List<StoredSlice> slices = new ArrayList<>();
  private final StampedLock lock = new StampedLock();
  private final ThreadLocal<Lookups> scratch = ThreadLocal.withInitial(Lookups::new);
  private boolean closed;

  /**
   * Opens a table.
   *
   * @param folder a snapshot's
   * @param table the number of the table
   * @throws DamagedFileException if a file cannot be used. The message names it
   */
  public static StoredTable open(Path folder, int table) throws IOException {
    TableManifest manifest = TableManifest.read(TableFiles.local(folder));
    if (table < 0 || table >= manifest.inputs().size()) {
      throw new IllegalArgumentException(
          "Invalid table %d of %s (it has %d, counted from 0)"
              .formatted(table, folder, manifest.inputs().size()));
    }
    return new StoredTable(folder, manifest, table, SEGMENT_BYTES);
  }

  static StoredTable open(Path folder, TableManifest manifest, int table) throws IOException {
    return new StoredTable(folder, manifest, table, SEGMENT_BYTES);
  }

  StoredTable(Path folder, TableManifest manifest, int table, int segmentBytes) throws IOException {
    input = manifest.inputs().get(table);
    spec = input.table();
    rows = manifest.rows(table);
    order = RowOrder.of(spec);
    partition = new IdPartition(manifest.servers());
    try {
      for (SliceSummary slice : manifest.slicesOf(table)) {
        SliceHeader header = SliceHeader.read(TableFiles.local(folder), manifest, slice);
        slices.add(new StoredSlice(folder, header, order, segmentBytes));
      }
    } catch (IOException | RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** Returns the column of ids with its table. */
  public EmbeddingInput input() {
    return input;
  }

  /** Returns what the table is. */
  public EmbeddingSpec spec() {
    return spec;
  }

  /** Returns the number of rows that are stored. */
  public long rows() {
    return rows;
  }

  /**
   * Looks up the rows of ids. That of an id that is not stored is the one that it would start from,
   * or zeros, as the table says ({@link EmbeddingSpec#fillUnstored}).
   *
   * @param ids any, also some more than once
   * @param count how many, from the first one on
   * @param into receives a row for each of them, one behind the other, from its start on
   * @return how many of them are stored
   * @throws IllegalStateException if the table is closed
   */
  public int lookup(long[] ids, int count, float[] into) {
    if (count < 0 || count > ids.length || into.length < (long) count * spec.width()) {
      throw new IllegalArgumentException(
          "Invalid lookup of %d ids of %d into %d floats (must have %d for each)"
              .formatted(count, ids.length, into.length, spec.width()));
    }
    Lookups some = scratch.get();
    int stored = 0;
    for (int from = 0; from < count; from += Lookups.MOST_IDS) {
      long stamp = lock.readLock();
      try {
        requireOpen();
        int most = Math.min(Lookups.MOST_IDS, count - from);
        stored += lookup(some, ids, from, most, into);
      } finally {
        lock.unlockRead(stamp);
      }
    }
    return stored;
  }

  /**
   * Looks up a few ids in passes. The reads of a pass do not depend on each other, so that their
   * waits for memory overlap.
   */
  private int lookup(Lookups some, long[] ids, int from, int count, float[] into) {
    long seen = 0;
    for (int i = 0; i < count; i++) {
      long id = ids[from + i];
      StoredSlice slice = slices.get(partition.shardOf(id));
      some.slices[i] = slice;
      some.hashes[i] = order.hash(id);
      some.places[i] = slice.guess(some.hashes[i]);
      seen += slice.touchId(some.places[i]);
    }
    for (int i = 0; i < count; i++) {
      int row = some.slices[i].find(ids[from + i], some.hashes[i], some.places[i]);
      some.places[i] = row;
      seen += row == StoredSlice.ABSENT ? 0 : some.slices[i].touchRow(row);
    }
    some.sink = seen;
    int stored = 0;
    for (int i = 0; i < count; i++) {
      int to = (from + i) * spec.width();
      if (some.places[i] == StoredSlice.ABSENT) {
        spec.fillUnstored(ids[from + i], some.unstored(spec.width()));
        System.arraycopy(some.unstored, 0, into, to, spec.width());
      } else {
        some.slices[i].copyRow(some.places[i], into, to);
        stored++;
      }
    }
    return stored;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("Embedding table '" + spec.name() + "' is closed");
    }
  }

  /** Unmaps the files, once no lookup is under way. Safe to call again. */
  @Override
  public void close() {
    long stamp = lock.writeLock();
    try {
      if (!closed) {
        closed = true;
        slices.forEach(StoredSlice::close);
      }
    } finally {
      lock.unlockWrite(stamp);
    }
  }
}
