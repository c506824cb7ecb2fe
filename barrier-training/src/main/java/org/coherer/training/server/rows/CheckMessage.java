package org.coherer.training.server.rows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What a client takes a server for. In native order, 4 bytes each.
 *
 * @param table the number of a table
 * @param width the floats of its rows
 * @param server the number of the server, which is that of its shard
 * @param servers how many there are
 */
record CheckMessage(int table, int width, int server, int servers) {

  private static final int BYTES = 4 * Integer.BYTES;

  static CheckMessage read(ByteBuffer body) {
    ByteBuffer in = body.slice().order(ByteOrder.nativeOrder());
    if (in.remaining() != BYTES) {
      throw new IllegalArgumentException(
          "Invalid check of " + in.remaining() + " bytes (must have " + BYTES + ")");
    }
    return new CheckMessage(in.getInt(), in.getInt(), in.getInt(), in.getInt());
  }

  ByteBuffer[] body() {
    ByteBuffer out = ByteBuffer.allocate(BYTES).order(ByteOrder.nativeOrder());
    out.putInt(table).putInt(width).putInt(server).putInt(servers).flip();
    return new ByteBuffer[] {out};
  }
}
