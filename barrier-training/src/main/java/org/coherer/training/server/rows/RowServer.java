package org.coherer.training.server.rows;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Supplier;
import org.coherer.training.embedding.table.EmbeddingTable;
import org.coherer.training.embedding.wire.PullMessage;
import org.coherer.training.embedding.wire.PushMessage;
import org.coherer.training.rpc.Request;
import org.coherer.training.rpc.RequestHandler;

/**
 * Answers requests for the rows of embedding tables, of each of which it has the shard with its own
 * number. A table's number is its place in the list.
 *
 * <p>Refuses what is malformed, a table that it lacks, negative ids, gradients of another width,
 * and a push that the table has no memory for; rows before the first one without memory have been
 * changed then. Whether an id belongs to another shard, it does not ask.
 *
 * <p>Thread-safe: requests of different connections are answered at the same time.
 */
public final class RowServer implements RequestHandler, AutoCloseable {

  private final int number;
  private final int servers;
  private final Supplier<List<EmbeddingTable>> tables;
  private final PushTaker pushes;
  private final AnswerBuffers buffers = new AnswerBuffers();

  /**
   * Creates a server.
   *
   * @param number its own, counted from 0
   * @param servers how many there are; the same as the number of shards
   * @param tables its shards, which remain the caller's to close
   */
  public RowServer(int number, int servers, List<EmbeddingTable> tables) {
    this(number, servers, constant(tables), RowServer::apply);
  }

  private static Supplier<List<EmbeddingTable>> constant(List<EmbeddingTable> tables) {
    List<EmbeddingTable> copy = List.copyOf(tables);
    return () -> copy;
  }

  /** What becomes of pushes. */
  @FunctionalInterface
  interface PushTaker {
    /** Takes a push, of ids that are not negative, and answers it. */
    void push(Request request, EmbeddingTable table, PushMessage message);
  }

  private static void apply(Request request, EmbeddingTable table, PushMessage message) {
    table.push(message.ids(), message.gradients(), message.step());
    request.answer();
  }

  /** Creates a server that asks for its tables whenever it needs them. */
  RowServer(int number, int servers, Supplier<List<EmbeddingTable>> tables, PushTaker pushes) {
    if (number < 0 || number >= servers) {
      throw new IllegalArgumentException(
          "Invalid server " + number + " of " + servers + " (must be from 0 to servers - 1)");
    }
    this.number = number;
    this.servers = servers;
    this.tables = tables;
    this.pushes = pushes;
  }

  @Override
  public void handle(Request request) {
    switch (RowMethod.of(request.method())) {
      case CHECK -> check(request, CheckMessage.read(request.body()));
      case PULL -> pull(request, PullMessage.read(request.body()));
      case PUSH -> push(request, PushMessage.read(request.body()));
      case SAVE, LOAD, STATUS -> request.refuse("This server has rows without snapshots");
    }
  }

  private void check(Request request, CheckMessage expected) {
    EmbeddingTable table = table(expected.table());
    if (expected.server() != number || expected.servers() != servers) {
      throw new IllegalArgumentException(
          "This is server %d of %d (the client takes it for server %d of %d)"
              .formatted(number, servers, expected.server(), expected.servers()));
    }
    if (expected.width() != table.spec().width()) {
      throw new IllegalArgumentException(
          "Table %d, '%s', has rows of %d floats (the client expects %d)"
              .formatted(
                  expected.table(), table.spec().name(), table.spec().width(), expected.width()));
    }
    request.answer();
  }

  private void pull(Request request, PullMessage message) {
    EmbeddingTable table = table(message.table());
    requireNoneNegative(message.ids());
    int count = message.ids().remaining() / Long.BYTES;
    ByteBuffer rows = buffers.take(bytes(count, table.spec().width()));
    try {
      table.pull(message.ids(), rows);
      request.answer(rows);
    } finally {
      buffers.give(rows);
    }
  }

  private static int bytes(int count, int width) {
    long bytes = (long) count * width * Float.BYTES;
    if (bytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "Invalid pull of "
              + count
              + " ids (rows of "
              + width
              + " floats must be less than 2 GiB together: take smaller batches)");
    }
    return (int) bytes;
  }

  private void push(Request request, PushMessage message) {
    EmbeddingTable table = table(message.table());
    requireNoneNegative(message.ids());
    pushes.push(request, table, message);
  }

  private EmbeddingTable table(int table) {
    List<EmbeddingTable> all = tables.get();
    if (table < 0 || table >= all.size()) {
      throw new IllegalArgumentException(
          "Unknown table " + table + " (the server has " + all.size() + ", counted from 0)");
    }
    return all.get(table);
  }

  private static void requireNoneNegative(ByteBuffer ids) {
    long signs = 0;
    for (int at = ids.position(); at < ids.limit(); at += Long.BYTES) {
      signs |= ids.getLong(at);
    }
    if (signs < 0) {
      throw negative(ids);
    }
  }

  private static IllegalArgumentException negative(ByteBuffer ids) {
    int at = ids.position();
    while (ids.getLong(at) >= 0) {
      at += Long.BYTES;
    }
    return new IllegalArgumentException("Invalid id " + ids.getLong(at) + " (must be at least 0)");
  }

  /** Frees the memory of answers, not the tables. No request may be under way. */
  @Override
  public void close() {
    buffers.close();
  }
}
