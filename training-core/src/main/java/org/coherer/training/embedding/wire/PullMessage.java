package org.coherer.training.embedding.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Asks for rows. In native order: the table's number and the number of ids, 4 bytes each; then the
 * ids, 8 each. The answer is the rows, 4 bytes for each float, in the order of the ids.
 *
 * @param table the number of the table, which client and server have agreed on
 * @param ids the ids, a view of the body
 */
public record PullMessage(int table, ByteBuffer ids) {

  /** The bytes before the ids. */
  static final int HEADER_BYTES = 2 * Integer.BYTES;

  /**
   * Reads the remaining bytes of a body; its position does not move.
   *
   * @throws IllegalArgumentException if they are no such message
   */
  public static PullMessage read(ByteBuffer body) {
    ByteBuffer in = body.slice().order(ByteOrder.nativeOrder());
    if (in.remaining() < HEADER_BYTES) {
      throw new IllegalArgumentException(
          "Invalid pull of " + in.remaining() + " bytes (must have at least " + HEADER_BYTES + ")");
    }
    int table = in.getInt();
    int count = in.getInt();
    if (count < 0 || in.remaining() != (long) count * Long.BYTES) {
      throw new IllegalArgumentException(
          "Invalid pull of " + count + " ids in " + in.remaining() + " bytes (must be 8 each)");
    }
    return new PullMessage(table, in.slice().order(ByteOrder.nativeOrder()));
  }

  static void writeHeader(ByteBuffer into, int table, int count) {
    into.clear().putInt(table).putInt(count).flip();
  }
}
