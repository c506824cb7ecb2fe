package org.coherer.training.elastic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a parameter server is reached.
 *
 * @param host a name or an address
 * @param port a TCP port
 */
record ServerAddress(String host, int port) {

  private static final int MOST_BYTES = 1 << 12;

  /** Returns the most bytes that the addresses of so many servers take. */
  static int mostBytes(int servers) {
    return servers * MOST_BYTES;
  }

  static ByteBuffer encode(List<ServerAddress> all) {
    ByteBuffer out = ByteBuffer.allocate(mostBytes(all.size())).order(ByteOrder.nativeOrder());
    for (ServerAddress address : all) {
      byte[] host = address.host().getBytes(UTF_8);
      out.putInt(address.port()).putInt(host.length).put(host);
    }
    return out.flip();
  }

  static ServerAddress decode(ByteBuffer in) {
    int port = in.getInt();
    byte[] host = new byte[in.getInt()];
    in.get(host);
    return new ServerAddress(new String(host, UTF_8), port);
  }

  static List<ServerAddress> decodeAll(ByteBuffer in) {
    List<ServerAddress> all = new ArrayList<>();
    while (in.hasRemaining()) {
      all.add(decode(in));
    }
    return all;
  }
}
