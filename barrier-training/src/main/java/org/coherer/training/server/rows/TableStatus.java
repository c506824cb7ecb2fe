package org.coherer.training.server.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.coherer.training.embedding.table.EmbeddingTable;

/**
 * How large the tables of a server are. In native order: rows and bytes of all its shards, 8 bytes
 * each; why training is over in UTF-8, nothing if it is not.
 *
 * @param rows the rows of all its shards
 * @param bytes the bytes off the heap that they take
 * @param exhaustion which table is full, if one is
 */
record TableStatus(long rows, long bytes, Optional<String> exhaustion) {

  /** The longest answer. */
  static final int MOST_BYTES = 1 << 12;

  private static final int HEADER_BYTES = 2 * Long.BYTES;

  static TableStatus of(List<EmbeddingTable> tables, Optional<String> exhaustion) {
    return new TableStatus(
        tables.stream().mapToLong(EmbeddingTable::rows).sum(),
        tables.stream().mapToLong(EmbeddingTable::bytes).sum(),
        exhaustion);
  }

  ByteBuffer encode() {
    byte[] text = exhaustion.orElse("").getBytes(UTF_8);
    byte[] start = Arrays.copyOf(text, Math.min(text.length, MOST_BYTES - HEADER_BYTES));
    return allocate().putLong(rows).putLong(bytes).put(start).flip();
  }

  /** Returns space for an answer. */
  static ByteBuffer allocate() {
    return ByteBuffer.allocate(MOST_BYTES).order(ByteOrder.nativeOrder());
  }

  static TableStatus decode(ByteBuffer in) {
    long rows = in.getLong();
    long bytes = in.getLong();
    String text = UTF_8.decode(in).toString();
    return new TableStatus(rows, bytes, text.isEmpty() ? Optional.empty() : Optional.of(text));
  }
}
