package org.coherer.benchmarks.raw;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sockets to the next rank and from the previous one. Two ranks share one socket for both
 * directions.
 */
final class RawRing implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RawRing.class);

  private static final int ACCEPT_MILLIS = 20_000;

  private ServerSocketChannel server;
  private SocketChannel next;
  private SocketChannel previous;
  private int rank;
  private int world;

  /** Opens a port and returns its number. */
  int listen() throws IOException {
    server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    return server.socket().getLocalPort();
  }

  /** Connects to the other ranks, whose ports these are in rank order. */
  void connect(int thisRank, int[] ports) throws IOException {
    rank = thisRank;
    world = ports.length;
    if (world > 2 || rank == 1) {
      int port = ports[(rank + 1) % world];
      next = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }
    if (world > 2 || rank == 0) {
      server.socket().setSoTimeout(ACCEPT_MILLIS);
      previous = server.socket().accept().getChannel();
    }
    next = next == null ? previous : next;
    previous = previous == null ? next : previous;
    prepare(next);
    prepare(previous);
  }

  private static void prepare(SocketChannel channel) throws IOException {
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
  }

  int rank() {
    return rank;
  }

  int previous() {
    return Math.floorMod(rank - 1, world);
  }

  /** Returns the exchange of as many bytes as an all-reduce of this memory must move. */
  RawExchange exchange(RawMemory memory) {
    long bytes = 2L * (world - 1) * memory.bytes() / world;
    return exchange(memory, bytes, bytes);
  }

  /** Returns the exchange of so many bytes of this memory, sent and received. */
  RawExchange exchange(RawMemory memory, long sent, long received) {
    return new RawExchange(next, previous, memory, sent, received);
  }

  @Override
  public void close() {
    for (Channel channel : new Channel[] {server, next, previous}) {
      try {
        if (channel != null) {
          channel.close();
        }
      } catch (IOException e) {
        LOG.warn("Cannot close {}", channel, e); // This process ends anyway.
      }
    }
  }
}
