package org.coherer.training.embedding.table;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.concurrent.locks.StampedLock;
import org.coherer.training.embedding.EmbeddingSpec;
import org.coherer.training.embedding.RowLifetime;
import org.coherer.training.embedding.RowStep;

/**
 * One shard of an embedding table: the rows of the ids that have been pushed, and the optimizer's
 * state of each, off the heap. Any long is an id, and every id has a row of its own (no two share
 * one, as in tables that are indexed by a hash of the id).
 *
 * <p>A stored row takes 8 bytes for the id, 4 for each float of the row and of the state, 4 for its
 * age if the table evicts rows, and 9.4 to 10.8 in the index: 86 or 90 bytes for a width of 16 with
 * row-wise AdaGrad. Memory is taken in steps of at most 2 MiB for rows; rows never move.
 *
 * <p>Pulls change nothing: neither ages nor counts. Buffers are in native order; nothing is
 * allocated on the heap but for views of buffers, and once for each thread at most 400 kilobytes.
 *
 * <p>Thread-safe. Pulls run at the same time; a push, a sweep or a restore has the table for itself
 * for {@value BlockScratch#MOST_IDS} rows at a time. So a pull sees every row either before or
 * after a push, but may see some rows before and others after it. A server has as many threads push
 * at the same time as it has shards.
 */
public final class EmbeddingTable implements AutoCloseable {

  private static final int SWEPT_TOGETHER = 1024;

  private final EmbeddingSpec spec;
  private final ShardRows rows;
  private final Sweep sweep;
  private final StampedLock lock = new StampedLock();
  private final ThreadLocal<BlockScratch> scratch;
  private boolean closed;

  /**
   * An empty shard.
   *
   * @param shards the number of shards of the table
   * @param budget the memory that all tables of the server may take
   * @throws TableFullException if the budget does not allow the counts of waiting ids
   */
  public EmbeddingTable(EmbeddingSpec spec, int shards, MemoryBudget budget) {
    this.spec = spec;
    rows = new ShardRows(spec, shards, budget);
    sweep = new Sweep(rows.store(), spec.lifetime().maxAge());
    int floats = rows.layout().floats();
    scratch = ThreadLocal.withInitial(() -> new BlockScratch(floats, spec.width()));
  }

  /** Returns what the table is. */
  public EmbeddingSpec spec() {
    return spec;
  }

  /** Returns the number of rows that are stored. */
  public long rows() {
    long stamp = lock.readLock();
    try {
      return rows.store().index().count();
    } finally {
      lock.unlockRead(stamp);
    }
  }

  /** Returns the bytes off the heap that this shard has allocated. */
  public long bytes() {
    long stamp = lock.readLock();
    try {
      return closed ? 0 : rows.bytes();
    } finally {
      lock.unlockRead(stamp);
    }
  }

  /**
   * Copies the rows of ids to a buffer, in the order of the ids.
   *
   * @param ids 8 bytes each; ids may be there more than once; the position does not move
   * @param into receives 4 bytes for each float, from its position on, which does not move
   */
  public void pull(ByteBuffer ids, ByteBuffer into) {
    int count = Buffers.ids(ids);
    int rowBytes = spec.width() * Float.BYTES;
    Buffers.requireRows(into, count, rowBytes);
    BlockScratch block = scratch.get();
    for (int from = 0; from < count; from += block.size()) {
      int some = Math.min(block.size(), count - from);
      block.read(ids, from, some);
      long stamp = lock.readLock();
      try {
        requireOpen();
        rows.pull(block, some, into, into.position() + from * rowBytes);
      } finally {
        lock.unlockRead(stamp);
      }
    }
  }

  /**
   * Has the optimizer change the rows of ids; those that are admitted now are stored first. A row
   * whose gradient is not finite, or its sum of squares, is skipped.
   *
   * @param ids 8 bytes each, no id twice (one that is, is changed twice); the position does not
   *     move
   * @param gradients 4 bytes for each float of each row, in the order of the ids; the position does
   *     not move
   * @return the number of rows that were skipped
   * @throws TableFullException if there is no memory for a new row and the table may not evict one;
   *     rows before it have been changed
   */
  public int push(ByteBuffer ids, ByteBuffer gradients, RowStep step) {
    int count = Buffers.ids(ids);
    int rowBytes = spec.width() * Float.BYTES;
    Buffers.requireAllRows(gradients, count, rowBytes);
    FloatBuffer floats = gradients.slice().order(gradients.order()).asFloatBuffer();
    BlockScratch block = scratch.get();
    int skipped = 0;
    for (int from = 0; from < count; from += block.size()) {
      int some = Math.min(block.size(), count - from);
      block.read(ids, from, some);
      block.readGradients(floats, from, some, step.divisor());
      long stamp = lock.writeLock();
      try {
        requireOpen();
        skipped += rows.push(block, some, step);
      } finally {
        lock.unlockWrite(stamp);
      }
    }
    return skipped;
  }

  /**
   * Evicts rows that have not been pushed for more than {@link RowLifetime#maxAge} steps, among the
   * next {@code most} rows of an endless round through the table.
   *
   * @param step the step now
   * @return the number of rows that were evicted
   */
  public long sweep(long step, long most) {
    long evicted = 0;
    long looked = Math.min(most, rows());
    for (long done = 0; done < looked; done += SWEPT_TOGETHER) {
      long stamp = lock.writeLock();
      try {
        requireOpen();
        evicted += sweep.next(step, (int) Math.min(SWEPT_TOGETHER, looked - done));
      } finally {
        lock.unlockWrite(stamp);
      }
    }
    return evicted;
  }

  /** Returns the bytes of a row in a snapshot: id, row, state and step of the last push. */
  public int snapshotRowBytes() {
    return rows.layout().snapshotBytes();
  }

  /** Returns a reader of all rows, from the first one on. */
  public TableReader reader() {
    return new TableReader(this, rows.store());
  }

  int read(TableReader reader, ByteBuffer into) {
    long stamp = lock.readLock();
    try {
      requireOpen();
      return reader.copyRows(into, rows.layout());
    } finally {
      lock.unlockRead(stamp);
    }
  }

  /**
   * Takes the index's memory for so many rows, as far as the budget allows it. A table that is
   * restored in the order of a snapshot needs it: an index that grows meanwhile is full where rows
   * are, and empty where there are none yet, and probes take longer and longer.
   *
   * @param rows how many the shard will have, those included that it has
   */
  public void reserve(long rows) {
    long stamp = lock.writeLock();
    try {
      requireOpen();
      this.rows.reserve(rows);
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  /**
   * Stores rows of a snapshot, whatever their number of pushes; rows that are stored are replaced.
   *
   * @param from what {@link TableReader#next} has written, of a table of the same width and
   *     optimizer; the position does not move
   * @throws TableFullException as for a push
   */
  public void restore(ByteBuffer from) {
    Buffers.requireOrder(from);
    int bytes = snapshotRowBytes();
    if (from.remaining() % bytes != 0) {
      throw new IllegalArgumentException(
          "Cannot restore "
              + from.remaining()
              + " bytes into embedding table '"
              + spec.name()
              + "' (must be a multiple of the "
              + bytes
              + " bytes of a row: restore what was read from a table of the same width and"
              + " optimizer)");
    }
    for (int at = from.position(); at < from.limit(); at += bytes) {
      long stamp = lock.writeLock();
      try {
        requireOpen();
        rows.restore(scratch.get(), from, at);
      } finally {
        lock.unlockWrite(stamp);
      }
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("Embedding table '" + spec.name() + "' is closed");
    }
  }

  /** Frees all memory. Safe to call again. */
  @Override
  public void close() {
    long stamp = lock.writeLock();
    try {
      if (!closed) {
        closed = true;
        rows.close();
      }
    } finally {
      lock.unlockWrite(stamp);
    }
  }
}
