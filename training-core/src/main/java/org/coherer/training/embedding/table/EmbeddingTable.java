package org.coherer.training.embedding.table;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.concurrent.locks.StampedLock;
import org.coherer.training.embedding.EmbeddingSpec;
import org.coherer.training.embedding.RowAdmission;
import org.coherer.training.embedding.RowLifetime;
import org.coherer.training.embedding.RowStep;
import org.coherer.training.embedding.Unstored;

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
 * allocated on the heap but for a few kilobytes for each thread, once.
 *
 * <p>Thread-safe. Pulls run at the same time; a push, a sweep or a restore has the table for itself
 * for {@value BlockScratch#IDS} rows at a time. So a pull sees every row either before or after a
 * push, but may see some rows before and others after it. A server has as many threads push at the
 * same time as it has shards.
 */
public final class EmbeddingTable implements AutoCloseable {

  private static final int SWEPT_TOGETHER = 1024;

  private final EmbeddingSpec spec;
  private final MemoryBudget budget;
  private final long mostRows;
  private final SlotLayout layout;
  private final int rowBytes;
  private final RowUpdate update;
  private final RowStore store;
  private final SeenCounts seen;
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
    this.budget = budget;
    mostRows = spec.lifetime().maxRowsOf(shards);
    layout = SlotLayout.of(spec);
    rowBytes = spec.width() * Float.BYTES;
    update = RowUpdate.of(spec.optimizer());
    scratch = ThreadLocal.withInitial(() -> new BlockScratch(layout.floats(), spec.width()));
    RowIndex index = new RowIndex(mostRows, spec.seed(), budget);
    RowSlabs slabs = new RowSlabs(layout, mostRows, budget);
    store = new RowStore(index, slabs, spec.lifetime().whenFull());
    sweep = new Sweep(store, spec.lifetime().maxAge());
    seen = admission().pushes() > 1 ? SeenCounts.of(admission(), budget) : null;
    if (admission().pushes() > 1 && seen == null) {
      throw full();
    }
  }

  private RowAdmission admission() {
    return spec.lifetime().admission();
  }

  /** Returns what the table is. */
  public EmbeddingSpec spec() {
    return spec;
  }

  /** Returns the number of rows that are stored. */
  public long rows() {
    long stamp = lock.readLock();
    try {
      return store.index().count();
    } finally {
      lock.unlockRead(stamp);
    }
  }

  /** Returns the bytes off the heap that this shard has allocated. */
  public long bytes() {
    long stamp = lock.readLock();
    try {
      return closed ? 0 : store.bytes() + (seen == null ? 0 : seen.bytes());
    } finally {
      lock.unlockRead(stamp);
    }
  }

  /**
   * Copies the rows of ids to a buffer, in the order of the ids.
   *
   * @param ids 8 bytes each; ids may be there more than once; the position does not move
   * @param rows receives 4 bytes for each float, from its position on, which does not move
   */
  public void pull(ByteBuffer ids, ByteBuffer rows) {
    int count = Buffers.ids(ids);
    Buffers.requireRows(rows, count, rowBytes);
    BlockScratch block = scratch.get();
    for (int from = 0; from < count; from += BlockScratch.IDS) {
      int some = Math.min(BlockScratch.IDS, count - from);
      block.read(ids, from, some);
      long stamp = lock.readLock();
      try {
        requireOpen();
        pullBlock(block, some, rows, rows.position() + from * rowBytes);
      } finally {
        lock.unlockRead(stamp);
      }
    }
  }

  private void pullBlock(BlockScratch block, int count, ByteBuffer rows, int to) {
    store.locate(block, count, SlotLayout.FLOATS + rowBytes);
    for (int i = 0; i < count; i++) {
      int slot = store.slotOf(block, i);
      if (slot == RowStore.NONE) {
        pullUnstored(block, i);
        Buffers.put(block.values, spec.width(), rows, to + i * rowBytes);
      } else {
        store.slabs().copy(slot, rows, to + i * rowBytes, rowBytes);
      }
    }
  }

  private void pullUnstored(BlockScratch block, int i) {
    if (admission().unstored() == Unstored.ZEROS) {
      block.clear(spec.width());
    } else {
      spec.initializer().fill(spec.seed(), block.ids[i], block.values, spec.width());
    }
  }

  /**
   * Has the optimizer change the rows of ids; those that are admitted now are stored first. A row
   * with a gradient that is not finite is skipped.
   *
   * @param ids 8 bytes each, no id twice (one that is, is changed twice); the position does not move
   * @param gradients 4 bytes for each float of each row, in the order of the ids; the position does
   *     not move
   * @return the number of rows that were skipped
   * @throws TableFullException if there is no memory for a new row and the table may not evict one;
   *     rows before it have been changed
   */
  public int push(ByteBuffer ids, ByteBuffer gradients, RowStep step) {
    int count = Buffers.ids(ids);
    Buffers.requireAllRows(gradients, count, rowBytes);
    FloatBuffer floats = gradients.slice().order(gradients.order()).asFloatBuffer();
    BlockScratch block = scratch.get();
    int skipped = 0;
    for (int from = 0; from < count; from += BlockScratch.IDS) {
      int some = Math.min(BlockScratch.IDS, count - from);
      block.read(ids, from, some);
      block.readGradients(floats, from, some, step.divisor());
      long stamp = lock.writeLock();
      try {
        requireOpen();
        skipped += pushBlock(block, some, step);
      } finally {
        lock.unlockWrite(stamp);
      }
    }
    return skipped;
  }

  private int pushBlock(BlockScratch block, int count, RowStep step) {
    store.locate(block, count, layout.bytes());
    int skipped = 0;
    for (int i = 0; i < count; i++) {
      if (!block.takeGradient(i)) {
        skipped++;
        continue;
      }
      int slot = store.slotOf(block, i);
      if (slot == RowStore.NONE) {
        slot = admit(block, i);
      }
      if (slot != RowStore.NONE) {
        change(slot, block, step);
      }
    }
    return skipped;
  }

  private void change(int slot, BlockScratch block, RowStep step) {
    store.slabs().load(slot, block.values, layout.floats());
    update.apply(block.values, block.gradient, spec.width(), step.rateFactor());
    store.slabs().store(slot, block.values, layout.floats());
    store.slabs().setStamp(slot, (int) step.step());
  }

  private int admit(BlockScratch block, int i) {
    long id = block.ids[i];
    int slot = store.find(id, block.hashes[i]); // Stored by this block, if it has the id twice.
    if (slot != RowStore.NONE
        || seen != null && seen.count(block.hashes[i]) < admission().pushes()) {
      return slot;
    }
    slot = add(id, block.hashes[i]);
    block.clear(layout.floats());
    spec.initializer().fill(spec.seed(), id, block.values, spec.width());
    store.slabs().store(slot, block.values, layout.floats());
    return slot;
  }

  private int add(long id, long hash) {
    int slot = store.add(id, hash);
    if (slot == RowStore.NONE) {
      throw full();
    }
    return slot;
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
    return layout.snapshotBytes();
  }

  /** Returns a reader of all rows, from the first one on. */
  public TableReader reader() {
    return new TableReader(this, store);
  }

  int read(TableReader reader, ByteBuffer into) {
    long stamp = lock.readLock();
    try {
      requireOpen();
      return reader.copyRows(into, layout);
    } finally {
      lock.unlockRead(stamp);
    }
  }

  /**
   * Stores rows of a snapshot, whatever their number of pushes; rows that are stored are replaced.
   *
   * @param rows what {@link TableReader#next} has written, of a table of the same width and
   *     optimizer; the position does not move
   * @throws TableFullException as for a push
   */
  public void restore(ByteBuffer rows) {
    Buffers.requireOrder(rows);
    int bytes = layout.snapshotBytes();
    if (rows.remaining() % bytes != 0) {
      throw new IllegalArgumentException(
          "Cannot restore " + rows.remaining() + " bytes into embedding table '" + spec.name()
              + "' (must be a multiple of the " + bytes
              + " bytes of a row: restore what was read from a table of the same width and"
              + " optimizer)");
    }
    for (int at = rows.position(); at < rows.limit(); at += bytes) {
      long stamp = lock.writeLock();
      try {
        requireOpen();
        restoreRow(rows, at);
      } finally {
        lock.unlockWrite(stamp);
      }
    }
  }

  private void restoreRow(ByteBuffer rows, int at) {
    long id = rows.getLong(at);
    long hash = store.index().hash(id);
    int found = store.find(id, hash);
    int slot = found == RowStore.NONE ? add(id, hash) : found;
    BlockScratch block = scratch.get();
    Buffers.get(rows, at + SlotLayout.FLOATS, block.values, layout.floats());
    store.slabs().store(slot, block.values, layout.floats());
    store.slabs().setStamp(slot, rows.getInt(at + layout.stamp()));
  }

  private TableFullException full() {
    String rows = mostRows == RowLifetime.UNBOUNDED ? "any number of" : Long.toString(mostRows);
    return new TableFullException(
        "Embedding table '" + spec.name() + "' is full: its shard has " + store.index().count()
            + " rows in " + store.bytes() + " bytes (it may have " + rows
            + " rows; all tables of the server have " + budget.used() + " of " + budget.limit()
            + " bytes). Raise maxRows or the server's memory (also -XX:MaxDirectMemorySize), add"
            + " servers, or let the table evict rows (whenFull)");
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
        store.close();
        if (seen != null) {
          seen.close();
        }
      }
    } finally {
      lock.unlockWrite(stamp);
    }
  }
}
