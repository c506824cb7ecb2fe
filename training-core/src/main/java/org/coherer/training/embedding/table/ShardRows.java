package org.coherer.training.embedding.table;

import java.nio.ByteBuffer;
import org.coherer.training.embedding.EmbeddingSpec;
import org.coherer.training.embedding.RowAdmission;
import org.coherer.training.embedding.RowLifetime;
import org.coherer.training.embedding.RowOrder;
import org.coherer.training.embedding.RowStep;

/**
 * What pulls, pushes and restores do with the rows of a shard, a block of ids at a time. Not
 * thread-safe: any number of threads that pull, or one that changes something.
 */
final class ShardRows implements AutoCloseable {

  private final EmbeddingSpec spec;
  private final MemoryBudget budget;
  private final long mostRows;
  private final SlotLayout layout;
  private final int rowBytes;
  private final RowUpdate update;
  private final RowStore store;
  private final SeenCounts seen;

  ShardRows(EmbeddingSpec spec, int shards, MemoryBudget budget) {
    this.spec = spec;
    this.budget = budget;
    mostRows = spec.lifetime().maxRowsOf(shards);
    layout = SlotLayout.of(spec);
    rowBytes = spec.width() * Float.BYTES;
    update = RowUpdate.of(spec.optimizer());
    RowIndex index = new RowIndex(mostRows, RowOrder.of(spec), budget);
    RowSlabs slabs = new RowSlabs(layout, mostRows, budget);
    store = new RowStore(index, slabs, spec.lifetime().whenFull());
    boolean counts = admission().pushes() > 1;
    seen = counts ? SeenCounts.of(admission(), budget) : null;
    if (counts && seen == null) {
      throw full();
    }
  }

  private RowAdmission admission() {
    return spec.lifetime().admission();
  }

  SlotLayout layout() {
    return layout;
  }

  RowStore store() {
    return store;
  }

  long bytes() {
    return store.bytes() + (seen == null ? 0 : seen.bytes());
  }

  /** Copies the rows of a block to a buffer, from a byte on. */
  void pull(BlockScratch block, int count, ByteBuffer rows, int to) {
    store.locate(block, count, SlotLayout.FLOATS + rowBytes);
    for (int i = 0; i < count; i++) {
      int slot = store.slotOf(block, i);
      if (slot == RowStore.NONE) {
        spec.fillUnstored(block.ids[i], block.values);
        Buffers.put(block.values, spec.width(), rows, to + i * rowBytes);
      } else {
        store.slabs().copy(slot, rows, to + i * rowBytes, rowBytes);
      }
    }
  }

  /** Changes the rows of a block, which has their gradients. Returns how many it has skipped. */
  int push(BlockScratch block, int count, RowStep step) {
    store.locate(block, count, layout.bytes());
    int skipped = 0;
    for (int i = 0; i < count; i++) {
      if (block.takeGradient(i)) {
        pushRow(block, i, step);
      } else {
        skipped++;
      }
    }
    return skipped;
  }

  private void pushRow(BlockScratch block, int i, RowStep step) {
    int found = store.slotOf(block, i);
    int slot = found == RowStore.NONE ? admit(block, i) : found;
    if (slot != RowStore.NONE) {
      store.slabs().load(slot, block.values, layout.floats());
      update.apply(block.values, block.gradient, spec.width(), step.rateFactor());
      store.slabs().store(slot, block.values, layout.floats());
      store.slabs().setStamp(slot, (int) step.step());
    }
  }

  private int admit(BlockScratch block, int i) {
    long id = block.ids[i];
    int slot = store.find(id, block.hashes[i]); // Stored by this block, if it has the id twice.
    if (slot != RowStore.NONE || waits(block.hashes[i])) {
      return slot;
    }
    slot = add(id, block.hashes[i]);
    block.clear(layout.floats());
    spec.initializer().fill(spec.seed(), id, block.values, spec.width());
    store.slabs().store(slot, block.values, layout.floats());
    return slot;
  }

  private boolean waits(long hash) {
    return seen != null && seen.count(hash) < admission().pushes();
  }

  private int add(long id, long hash) {
    int slot = store.add(id, hash);
    if (slot == RowStore.NONE) {
      throw full();
    }
    return slot;
  }

  /** Takes the index's memory for so many rows. */
  void reserve(long rows) {
    store.index().reserve(Math.min(rows, mostRows));
  }

  /** Stores a row of a snapshot, which starts at a byte of a buffer. */
  void restore(BlockScratch block, ByteBuffer rows, int at) {
    long id = rows.getLong(at);
    long hash = store.index().hash(id);
    int found = store.find(id, hash);
    int slot = found == RowStore.NONE ? add(id, hash) : found;
    Buffers.get(rows, at + SlotLayout.FLOATS, block.values, layout.floats());
    store.slabs().store(slot, block.values, layout.floats());
    store.slabs().setStamp(slot, rows.getInt(at + layout.stamp()));
  }

  private TableFullException full() {
    String rows = mostRows == RowLifetime.UNBOUNDED ? "any number of" : Long.toString(mostRows);
    return new TableFullException(
        "Embedding table '"
            + spec.name()
            + "' is full: its shard has "
            + store.index().count()
            + " rows in "
            + store.bytes()
            + " bytes (it may have "
            + rows
            + " rows; all tables of the server have "
            + budget.used()
            + " of "
            + budget.limit()
            + " bytes). Raise maxRows or the server's memory (also -XX:MaxDirectMemorySize), add"
            + " servers, or let the table evict rows (whenFull)");
  }

  @Override
  public void close() {
    store.close();
    if (seen != null) {
      seen.close();
    }
  }
}
