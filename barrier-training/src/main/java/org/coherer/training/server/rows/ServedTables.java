package org.coherer.training.server.rows;

import java.util.ArrayList;
import java.util.List;
import org.coherer.training.embedding.EmbeddingSpec;
import org.coherer.training.embedding.RowLifetime;
import org.coherer.training.embedding.table.EmbeddingTable;
import org.coherer.training.embedding.table.MemoryBudget;

/** A server's shards of all tables, under one limit of memory. Thread-safe. */
final class ServedTables implements AutoCloseable {

  private final List<EmbeddingSpec> specs;
  private final int servers;
  private final MemoryBudget budget;
  private volatile List<EmbeddingTable> tables;

  /** Has empty shards. */
  ServedTables(List<EmbeddingSpec> specs, int servers, MemoryBudget budget) {
    this.specs = List.copyOf(specs);
    this.servers = servers;
    this.budget = budget;
    this.tables = open();
  }

  private List<EmbeddingTable> open() {
    List<EmbeddingTable> opened = new ArrayList<>();
    try {
      specs.forEach(spec -> opened.add(new EmbeddingTable(spec, servers, budget)));
      return List.copyOf(opened);
    } catch (RuntimeException e) {
      opened.forEach(EmbeddingTable::close);
      throw e;
    }
  }

  List<EmbeddingTable> all() {
    return tables;
  }

  /** Drops all rows. Whoever still uses a table finds it closed. */
  void clear() {
    tables.forEach(EmbeddingTable::close);
    tables = open();
  }

  /** Evicts the rows that are too old, of the tables that have such. */
  void sweep(long step) {
    for (EmbeddingTable table : tables) {
      if (table.spec().lifetime().maxAge() != RowLifetime.NEVER) {
        table.sweep(step, Long.MAX_VALUE);
      }
    }
  }

  @Override
  public void close() {
    tables.forEach(EmbeddingTable::close);
  }
}
