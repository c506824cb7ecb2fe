package org.coherer.training.embedding.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.coherer.training.embedding.EmbeddingSpec;
import org.coherer.training.embedding.IdPartition;
import org.coherer.training.embedding.table.EmbeddingTable;
import org.coherer.training.embedding.table.TableReader;
import org.coherer.training.file.DamagedFileException;

/**
 * The tables of a run in a folder. Each server {@link #write writes} a slice of each table to an
 * empty folder; with the summaries of all of them, the {@link TableManifest} is written, and the
 * folder is a snapshot. Any number of servers restores it.
 *
 * <p>Memory: some megabytes for each slice that is being written or read. Immutable; slices may be
 * read and written at the same time.
 */
public final class TableSnapshot {

  private final TableFiles files;
  private final TableManifest manifest;

  private TableSnapshot(TableFiles files, TableManifest manifest) {
    this.files = files;
    this.manifest = manifest;
  }

  /**
   * Opens the snapshot in a folder, of which only the manifest is read.
   *
   * @throws DamagedFileException if there is none that can be used. The message names the file
   */
  public static TableSnapshot open(TableFiles files) throws IOException {
    return new TableSnapshot(files, TableManifest.read(files));
  }

  /** Returns what it consists of. */
  public TableManifest manifest() {
    return manifest;
  }

  /**
   * Writes the slice of a server's shard. Nobody may change the shard meanwhile, or the slice has
   * some rows before and some after the change.
   *
   * @param files the folder, in which no file of the slice may be
   * @param place which slice it is
   * @param withState whether with the optimizer's state and the rows' ages
   * @return what the manifest must say of it
   * @throws IOException if the file system fails; files may then be left, but never a whole slice
   */
  public static SliceSummary write(
      TableFiles files, SlicePlace place, EmbeddingTable table, boolean withState)
      throws IOException {
    return write(files, place, table, SliceLayout.of(table.spec(), withState));
  }

  static SliceSummary write(
      TableFiles files, SlicePlace place, EmbeddingTable table, SliceLayout layout)
      throws IOException {
    int rowBytes = table.snapshotRowBytes();
    SliceBlock block = new SliceBlock(layout, Long.MAX_VALUE);
    ByteBuffer read = buffer(layout.blockRows() * rowBytes);
    TableReader reader = table.reader();
    try (SliceWriter out = new SliceWriter(files, place, layout)) {
      while (reader.next(read.clear().limit(block.left() * rowBytes)) > 0) {
        for (int at = 0; at < read.position(); at += rowBytes) {
          block.add(read, at);
        }
        if (block.left() == 0) {
          out.write(block);
          block.setRows(0);
        }
      }
      if (block.rows() > 0) {
        out.write(block);
      }
      return out.commit();
    }
  }

  /**
   * Stores the rows of a server's shard in a table, whatever the number of servers was before.
   * Reads only slices that may have such rows.
   *
   * @param table the number of the table
   * @param into its shard; of the same width, and with state of the same optimizer
   * @param server the number of the server
   * @param servers how many there are now
   * @param withState whether the optimizer's state and the rows' ages are restored; if not, the
   *     state starts anew and the last push of every row was at step 0
   * @throws IllegalArgumentException if the table is another one, or there is no state
   * @throws DamagedFileException if a file cannot be used. The message names it; rows may have been
   *     stored
   * @throws org.coherer.training.embedding.table.TableFullException if there is no memory
   */
  public void restore(int table, EmbeddingTable into, int server, int servers, boolean withState)
      throws IOException {
    requireSame(table, into.spec(), withState);
    IdPartition partition = new IdPartition(servers);
    List<SliceSummary> slices = manifest.slicesOf(table);
    double expected = 0;
    for (SliceSummary slice : slices) {
      expected += slice.rows() * common(slice.server(), server, servers);
    }
    into.reserve(into.rows() + (long) Math.ceil(expected));
    for (SliceSummary slice : slices) {
      if (slice.rows() > 0 && common(slice.server(), server, servers) > 0) {
        SliceHeader header = SliceHeader.read(files, manifest, slice);
        try (SliceReader reader = new SliceReader(files, header, withState)) {
          restore(reader, into, partition, server);
        }
      }
    }
  }

  private void requireSame(int table, EmbeddingSpec into, boolean withState) {
    if (table < 0 || table >= manifest.inputs().size()) {
      throw new IllegalArgumentException(
          "Invalid table %d (the snapshot has %d, counted from 0)"
              .formatted(table, manifest.inputs().size()));
    }
    EmbeddingSpec stored = manifest.inputs().get(table).table();
    if (into.width() != stored.width()) {
      throw new IllegalArgumentException(
          "Cannot restore embedding table '%s' of width %d from rows of width %d"
              .formatted(into.name(), into.width(), stored.width()));
    }
    if (withState && !manifest.withState()) {
      throw new IllegalArgumentException(
          "Cannot restore the optimizer's state of embedding table '%s': %s has none"
              .formatted(into.name(), files.path(TableManifest.FILE)));
    }
    if (withState && into.optimizer().getClass() != stored.optimizer().getClass()) {
      throw new IllegalArgumentException(
          "Cannot restore the state of %s of embedding table '%s' from that of %s"
              .formatted(into.optimizer(), into.name(), stored.optimizer()));
    }
  }

  /** Shards are ranges of a hash of 32 bits: returns which part of a stored one is in another. */
  private double common(int stored, int server, int servers) {
    long from = first(stored, manifest.servers());
    long end = first(stored + 1, manifest.servers());
    long both = Math.min(end, first(server + 1, servers)) - Math.max(from, first(server, servers));
    return Math.max(0, both) / (double) (end - from);
  }

  private static long first(int shard, int shards) {
    return (((long) shard << 32) + shards - 1) / shards;
  }

  private static void restore(
      SliceReader reader, EmbeddingTable into, IdPartition partition, int server)
      throws IOException {
    int bytes = into.snapshotRowBytes();
    ByteBuffer rows = buffer(reader.mostRows() * bytes);
    for (SliceBlock block = reader.next(); block != null; block = reader.next()) {
      rows.clear();
      for (int row = 0; row < block.rows(); row++) {
        if (partition.shardOf(block.id(row)) == server) {
          block.copyRow(row, rows, bytes);
        }
      }
      into.restore(rows.flip());
    }
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.nativeOrder());
  }

  /**
   * Reads every file and checks every byte.
   *
   * @throws DamagedFileException if a file cannot be used. The message names it
   */
  public void check() throws IOException {
    for (SliceSummary slice : manifest.slices()) {
      SliceHeader header = SliceHeader.read(files, manifest, slice);
      try (SliceReader reader = new SliceReader(files, header, manifest.withState())) {
        SliceBlock block = reader.next();
        while (block != null) {
          block = reader.next();
        }
      }
    }
  }

  /**
   * Copies it to an empty folder, and checks every byte on the way.
   *
   * @param withState whether with the optimizer's state, if there is any
   * @return the copy
   * @throws DamagedFileException if a file cannot be used. The message names it
   */
  public TableSnapshot copy(TableFiles to, boolean withState) throws IOException {
    boolean state = withState && manifest.withState();
    List<SliceSummary> copied = new ArrayList<>();
    for (SliceSummary slice : manifest.slices()) {
      SliceHeader header = SliceHeader.read(files, manifest, slice);
      try (SliceReader reader = new SliceReader(files, header, state);
          SliceWriter writer = new SliceWriter(to, header.place(), reader.layout())) {
        for (SliceBlock block = reader.next(); block != null; block = reader.next()) {
          writer.write(block);
        }
        copied.add(writer.commit());
      }
    }
    TableManifest written = new TableManifest(manifest.inputs(), manifest.servers(), state, copied);
    written.write(to);
    return new TableSnapshot(to, written);
  }
}
